#!/usr/bin/env python3
"""Verdict files against docs/verdict.schema.json, judged by somebody else's validator.

usage: verdict-schema.py SCHEMA FILE-OR-FOLDER...   each file (each *.json below a folder) is valid
       verdict-schema.py --self-test SCHEMA         documents made wrong are refused

Ends with "N passed, N failed". Exit 0 when none failed, 1 when one did, 2 when nothing could be judged.
"""
import copy
import json
import pathlib
import sys

try:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
except ImportError:
    print("verdict-schema.py: the Python package jsonschema is missing: pip install jsonschema", file=sys.stderr)
    sys.exit(2)

FINDING = {
    "fingerprint": "3f0c9a51d2b7488e6a1f30c4d5e69788", "rule": "rule-failed", "severity": "high", "denies": True,
    "title": "patch line >= 80", "message": "40 of 51 changed lines are covered", "path": "src/lib.rs", "line": 3,
    "end_line": 3, "column": 1, "end_column": 9, "tool": "cargo-tarpaulin", "url": "https://example.org/rule",
    "fix": "cover 1 more line", "properties": {"added": 1},
}
EVIDENCE = {
    "path": "cov/lcov.info", "url": None, "sha256": "5be2" * 16, "bytes": 20480, "format": "lcov",
    "tool": "cargo-tarpaulin", "tool_version": None, "created": None,
}
VALID = {
    "schema": "phoenix.verdict/v1", "program": "coverage-gate", "version": "1.2.3", "verdict": "deny", "exit_code": 1,
    "warn_only": False, "reason": "new code 78.43 % lines (40/51), target 80 %: cover 1 more line",
    "subject": {
        "repository": "acme/shop", "commit": "8c1f" * 10, "head_commit": "77aa" * 16, "pull_request": 12,
        "ref": "refs/pull/12/merge", "service": "shop", "environment": "dev",
        "images": [{"service": None, "name": "ghcr.io/acme/shop", "digest": "sha256:" + "0a" * 32}],
    },
    "run": {
        "workflow": "pr-validation", "job": "coverage", "event": "pull_request", "actor": "ada",
        "url": "https://example.org/runs/815", "id": "815", "number": 7, "attempt": 1,
        "started": "2026-11-02T09:00:00.000Z", "finished": "2026-11-02T09:00:00.041Z",
    },
    "metrics": {"patch.line.percent": {"value": 78.43, "unit": "percent", "limit": ">= 80", "ok": False}},
    "key_metric": "patch.line.percent", "findings": [FINDING], "findings_omitted": 0, "evidence": [EVIDENCE],
    "completeness": {
        "state": "full", "looked_at": {"files": 41},
        "problems": [{"what": "cov/b.info", "why": "empty", "fix": None}], "not_checked": ["branch coverage"],
    },
    "notes": ["an old report"], "details": {"rules": []},
}
OPEN = {"properties", "details", "looked_at"}
PARTIAL = {"state": "partial", "looked_at": {}, "problems": [{"what": "x", "why": "", "fix": None}], "not_checked": []}
PASS = {"verdict": "pass", "exit_code": 0, "findings": []}

# the rules between members (5.5): what is changed in VALID, and whether it is then still valid
RULES = [
    (PASS, True), ({**PASS, "exit_code": 1}, False), ({**PASS, "completeness": PARTIAL}, False),
    ({**PASS, "findings": [FINDING]}, False), ({**PASS, "findings": [{**FINDING, "denies": False}]}, True),
    ({"findings": []}, True), ({"findings": [], "metrics": {}}, False),
    ({"metrics": {}}, True), ({"findings": [], "metrics": {}, "findings_omitted": 1}, True),
    ({"findings": [{**FINDING, "denies": False}], "metrics": {}}, False),
    ({"exit_code": 0}, False), ({"exit_code": 0, "warn_only": True}, True), ({"exit_code": 2}, False),
    ({"completeness": PARTIAL}, True), ({"completeness": PARTIAL, "warn_only": True}, False),
    ({"exit_code": 0, "warn_only": True, "completeness": PARTIAL}, False),
    ({"verdict": "error", "exit_code": 2, "completeness": PARTIAL}, True),
    ({"verdict": "error", "exit_code": 2}, False), ({"verdict": "error", "completeness": PARTIAL}, False),
    ({"verdict": "incomplete", "exit_code": 3, "completeness": PARTIAL}, True),
    ({"verdict": "incomplete", "exit_code": 3}, False), ({"verdict": "incomplete", "completeness": PARTIAL}, False),
    ({"verdict": "incomplete", "exit_code": 3, "completeness": {**PARTIAL, "problems": []}}, False),
    ({"evidence": [{**EVIDENCE, "path": None}]}, False), ({"evidence": [{**EVIDENCE, "url": "https://x"}]}, False),
    ({"evidence": [{**EVIDENCE, "bytes": None}]}, False),
    ({"evidence": [{**EVIDENCE, "bytes": None, "sha256": None}]}, True),
    ({"findings": [{**FINDING, "line": None}]}, False), ({"reason": "two\nlines"}, False), ({"reason": ""}, False),
    ({"reason": "x" * 501}, False), ({"metrics": {"Upper": VALID["metrics"]["patch.line.percent"]}}, False),
    ({"schema": "phoenix.verdict/v2"}, False), ({"version": "1.2"}, False), ({"exit_code": 4}, False),
]


def objects(value, path=()):
    """Each object whose members the schema fixes, as the path to it."""
    if isinstance(value, dict) and not (path and path[-1] in OPEN):
        if path != ("metrics",):
            yield path
        for name, inner in value.items():
            yield from objects(inner, path + (name,))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from objects(inner, path + (i,))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def mutants():
    """Documents to be refused: a member removed, of another type, or one too many."""
    for path in objects(VALID):
        for name, value in at(VALID, path).items():
            where = ".".join(map(str, path + (name,)))
            removed = copy.deepcopy(VALID)
            del at(removed, path)[name]
            yield f"{where} removed", removed
            retyped = copy.deepcopy(VALID)
            at(retyped, path)[name] = 7 if isinstance(value, str) or value is None else "7"
            yield f"{where} retyped", retyped
        more = copy.deepcopy(VALID)
        at(more, path)["unknown_member"] = 1
        yield f"{'.'.join(map(str, path)) or 'top'}: an unknown member", more


def self_test(validator):
    """Pairs of a name and whether it went as it should."""
    yield "the valid document", validator.is_valid(VALID)
    for name, document in mutants():
        yield name, not validator.is_valid(document)
    for change, valid in RULES:
        yield f"{json.dumps(change)[:120]}: {'valid' if valid else 'refused'}", \
            validator.is_valid({**VALID, **change}) == valid


def files(arguments):
    for argument in map(pathlib.Path, arguments):
        yield from sorted(argument.rglob("*.json")) if argument.is_dir() else [argument]


def once(pairs):
    """An object, in which no name stands twice."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


def validate(validator, paths):
    for path in paths:
        try:
            document = json.loads(path.read_text("utf-8"), object_pairs_hook=once)
            errors = sorted(validator.iter_errors(document), key=lambda e: list(map(str, e.path)))
        except (OSError, ValueError, RecursionError) as error:
            yield f"{path}: {str(error)[:300]}", False
            continue
        for error in errors[:5]:
            print(f"{path}: {'.'.join(map(str, error.path)) or 'top'}: {error.message[:300]}")
        yield str(path), not errors


def main(arguments):
    testing = arguments[:1] == ["--self-test"]
    arguments = arguments[testing:]
    if len(arguments) < 1 or (len(arguments) < 2) != testing:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        schema = json.loads(pathlib.Path(arguments[0]).read_bytes())
        Draft202012Validator.check_schema(schema)
    except (OSError, ValueError, SchemaError) as error:
        print(f"verdict-schema.py: {arguments[0]}: {str(error)[:500]}", file=sys.stderr)
        return 2
    validator = Draft202012Validator(schema)
    counts = [0, 0]
    for name, good in self_test(validator) if testing else validate(validator, files(arguments[1:])):
        counts[good] += 1
        if not good:
            print(f"FAILED {name}")
    print(f"{counts[True]} passed, {counts[False]} failed")
    if not sum(counts):
        return 2
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
