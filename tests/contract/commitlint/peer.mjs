// The peer: JSON lines in, one line out for each, as driver.c answers. peer.mjs MODULES FOLDER
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';

const [modules, folder] = process.argv.slice(2).map(p => resolve(p));
const require = createRequire(join(modules, 'package.json'));
const bring = async name => import(pathToFileURL(require.resolve(name)));
const lint = (await bring('@commitlint/lint')).default;
const load = (await bring('@commitlint/load')).default;
const toCase = (await bring('@commitlint/ensure')).toCase;
const isCase = (await bring('@commitlint/ensure')).case;
process.chdir(modules); // where the presets are found

const configs = new Map();
async function config(name) {
	if (!configs.has(name)) configs.set(name, await load({}, { file: join(folder, `${name}.json`) }));
	return configs.get(name);
}

const out = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
	const asked = JSON.parse(line);
	if (asked.case !== undefined) {
		out.push((isCase(asked.text, asked.case) ? '+' : '-') + toCase(asked.text, asked.case).replaceAll('\n', '\x1e'));
		continue;
	}
	const { rules, parserPreset, defaultIgnores } = await config(asked.config);
	let answer;
	try {
		const { errors, warnings } = await lint(asked.message, rules, { parserOpts: parserPreset?.parserOpts, defaultIgnores });
		answer = [...errors, ...warnings].map(p => [p.name, p.level]).sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([name, level]) => `${level}:${name}`).join(' ');
	} catch (error) {
		answer = error.message;
	}
	out.push(answer);
	if (out.length % 1000 === 0) process.stdout.write(out.splice(0).join('\n') + '\n');
}
process.stdout.write(out.length ? out.join('\n') + '\n' : '');
