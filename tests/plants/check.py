#!/usr/bin/env python3
"""Compares a recorded tool report with the findings that a plant holds.

usage: check.py FORMAT FILE EXPECTED.tsv [--root DIR]

FORMAT is rustfmt, rustfmt-list, clippy, eslint, eslint-suppressed or tsc. EXPECTED.tsv has one
finding a line: rule, path below the platform folder, line as the tool reports it (0: no line).
DIR is the folder that the report's absolute paths lie in. Exits 0 when both hold the same
findings, 1 with the differences when not. It reads the reports on its own, in the plainest way,
so that it can judge the gates' parsers; a finding that the tool prints twice counts once.
"""

import collections
import json
import re
import sys

ROOT = "/home/runner/work/phoenix-orchestrator/phoenix-orchestrator"
COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|\x1b\(B")


def below(root, path):
    if path.startswith(root + "/"):
        return path[len(root) + 1:]
    return path


def rustfmt(text, root):
    for line in COLOUR.sub("", text).splitlines():
        if match := re.fullmatch(r"Diff in (.+):(\d+):", line):
            yield "rustfmt", below(root, match[1]), int(match[2])
        elif match := re.fullmatch(r"Incorrect newline style in (.+)", line):
            yield "rustfmt::newline-style", below(root, match[1]), 0


def rustfmt_list(text, root):
    for line in COLOUR.sub("", text).splitlines():
        if match := re.fullmatch(r"Incorrect newline style in (.+)", line):
            yield "rustfmt::newline-style", below(root, match[1]), 0
        elif line:
            yield "rustfmt::file", below(root, line), 0


def clippy(text, root):
    seen = set()
    for line in text.splitlines():
        entry = json.loads(line)
        if entry["reason"] != "compiler-message":
            continue
        message = entry["message"]
        places = [span for span in message["spans"] if span["is_primary"]]
        if not places:
            continue
        place = places[0]
        rule = message["code"]["code"] if message["code"] else "clippy::no-code"
        key = (place["file_name"], place["byte_start"], place["byte_end"], rule, message["message"])
        if key not in seen:
            seen.add(key)
            yield rule, below(root, place["file_name"]), place["line_start"]


def eslint(text, root, member="messages"):
    report = json.loads(text)
    for result in report["results"] if isinstance(report, dict) else report:
        for message in result[member]:
            if message["ruleId"] is None and message["message"].startswith("File ignored"):
                continue
            rule = message["ruleId"] or ("eslint::fatal" if message.get("fatal") else "eslint::no-rule")
            yield rule, below(root, result["filePath"]), message.get("line", 0)


def eslint_suppressed(text, root):
    return eslint(text, root, "suppressedMessages")


def tsc(text, root):
    seen = set()
    for line in COLOUR.sub("", text).splitlines():
        match = (re.match(r"(\S.*)\((\d+),(\d+)\): \S+ (TS\d+): ", line)
                 or re.match(r"(\S.*):(\d+):(\d+) - \S+ (TS\d+): ", line))
        if match and (key := match.groups()) not in seen:
            seen.add(key)
            path = match[1] if match[1].startswith("/") else f"{root}/frontend/{match[1]}"
            yield match[4], below(root, path), int(match[2])
        elif match := re.match(r"error (TS\d+): ", line):
            yield match[1], "", 0


FORMATS = {
    "rustfmt": rustfmt,
    "rustfmt-list": rustfmt_list,
    "clippy": clippy,
    "eslint": eslint,
    "eslint-suppressed": eslint_suppressed,
    "tsc": tsc,
}


def main(arguments):
    root = ROOT
    if "--root" in arguments:
        at = arguments.index("--root")
        root = arguments[at + 1].rstrip("/")
        del arguments[at:at + 2]
    if len(arguments) != 3 or arguments[0] not in FORMATS:
        sys.exit(__doc__)
    name, report, wanted = arguments
    with open(report, encoding="utf-8", newline="") as file:
        found = collections.Counter(FORMATS[name](file.read(), root))
    expected = collections.Counter()
    with open(wanted, encoding="utf-8") as file:
        for line in file:
            rule, path, number = line.rstrip("\n").split("\t")
            expected[rule, path, int(number)] += 1
    for finding in sorted((expected - found).elements()):
        print("missing:   ", *finding, sep="\t")
    for finding in sorted((found - expected).elements()):
        print("unexpected:", *finding, sep="\t")
    if found != expected:
        sys.exit(f"{report}: differs from {wanted}")
    print(f"{report}: the {found.total()} findings of {wanted}")


if __name__ == "__main__":
    main(sys.argv[1:])
