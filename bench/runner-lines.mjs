// For bench/runner: what bench/runner-lines.c does, through @actions/core.
import * as core from '@actions/core';

const rows = [];
for (let i = 0; i < 10000; i++) {
	const f = { rule: `clippy::lint_${i % 97}`, path: `src/module_${i % 400}.rs`, line: i + 1,
		message: `finding ${i}: ä value that may be ::error:: or 50 % of it, at most` };
	core.info(`${f.path}:${f.line}: medium: ${f.message} [${f.rule}]`);
	if (i < 10)
		core.error(f.message, { file: f.path, startLine: f.line, title: f.rule });
	rows.push([f.rule, f.path, f.message]);
}
core.summary.addTable(rows.slice(0, 7400)); // 1 MB
await core.summary.write();
