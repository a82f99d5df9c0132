// Hostile values through @actions/core and through our runner room: commands are equal byte for byte where both can emit
// them, env files are read alike. actions-core.mjs DRIVER [SEED]; the last line is "actions-core: N passed, N failed".
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(new URL('./actions-core/package.json', import.meta.url));
const core = require('@actions/core');

const driver = process.argv[2];
const seed = Number(process.argv[3] ?? randomInt(2 ** 31 - 1));
let state = BigInt(seed) * 2n + 1n;
function below(n) { // splitmix64
	state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
	let z = state;
	z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
	z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
	return Number((z ^ (z >> 31n)) % BigInt(n));
}

const controls = Array.from({ length: 0xa0 }, (_, c) => String.fromCharCode(c)).filter((_, c) => c < 0x20 || c >= 0x7f);
const pieces = ['::', '::error::', '::add-mask::', '##[', '##[error]', '#', '\r', '\n', '\r\n', '%0A', '%0D', '%3A', '%25', '%', ':', ',', '=', '<<',
	'ghadelimiter_', 'phx_', ' ', '\u00a0', '\u1680', '\u2003', '\u2028', '\u2029', '\u202e', '\u2066', '\u3000', '\ufeff', '😀', 'ä', 'abc', 'x=y',
	'key<<EOF', 'src/lib.rs', 'clippy::needless', ...controls];
const tame = pieces.filter(p => !/[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/.test(p) && !p.includes('##['));
const text = (from, most) => Array.from({ length: below(most + 1) }, () => from[below(from.length)]).join('');

// Each case: what we are asked, and what our answer must be.
const cases = [];
const ask = (kind, input, check) => cases.push({ kind, input: Buffer.from(input), check });

// What ours shows where core would send the byte itself: the only difference that is allowed.
const hidden = c => { const n = c.codePointAt(0); return (n < 0x20 && c !== '\t') || (n >= 0x7f && n <= 0x9f) || n === 0x2028 || n === 0x2029 || (n >= 0x202a && n <= 0x202e) || (n >= 0x2066 && n <= 0x2069); };
const visible = s => Array.from(s, c => hidden(c) && c !== '\r' && c !== '\n' ? `\\u{${c.codePointAt(0).toString(16).toUpperCase().padStart(2, '0')}}` : c).join('').replaceAll('##[', '##\\[');

// Core's own bytes: what it writes to standard output.
function written(run) {
	const write = process.stdout.write;
	let out = '';
	process.stdout.write = s => { out += s; return true; };
	try { run(); } finally { process.stdout.write = write; }
	return out;
}
const core_data = s => written(() => core.notice(s)).slice('::notice::'.length, -1);
const core_property = s => written(() => core.notice('', { title: s })).slice('::notice title='.length, -'::\n'.length);

// The runner's reader of a command (ActionCommand.cs: TryParseV2), for the way back.
const unescape_data = s => s.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescape_property = s => unescape_data(s.replaceAll('%3A', ':').replaceAll('%2C', ','));
function parse_command(line) {
	const m = /^\s*::([^ :]+)(?: (.*?))?::/s.exec(line);
	if (!m) return null;
	const properties = {};
	for (const pair of (m[2] ?? '').split(',')) {
		const at = pair.indexOf('=');
		if (at > 0) properties[pair.slice(0, at).trim()] = unescape_property(pair.slice(at + 1));
	}
	return { command: m[1], properties, message: unescape_data(line.slice(m[0].length)) };
}
const act_pattern = /^::([^ ]+)( (.+))?::([^\r\n]*)[\r\n]+$/; // act's pkg/runner/command.go

// The runner's reader of an env file (FileCommandManager.cs: EnvFileKeyValuePairs).
function parse_env(file) {
	const pairs = [];
	let at = 0;
	const next = () => {
		if (at >= file.length) return null;
		const end = /\r\n|\n|\r/g;
		end.lastIndex = at;
		const m = end.exec(file);
		const line = { text: file.slice(at, m ? m.index : file.length), end: m ? m[0] : '' };
		at = m ? end.lastIndex : file.length;
		return line;
	};
	for (let line; (line = next());) {
		if (!line.text) continue;
		const equals = line.text.indexOf('='), heredoc = line.text.indexOf('<<');
		if (equals >= 0 && (heredoc < 0 || equals < heredoc)) { pairs.push([line.text.slice(0, equals), line.text.slice(equals + 1)]); continue; }
		if (heredoc < 0) throw new Error(`Invalid format '${line.text}'`);
		const delimiter = line.text.slice(heredoc + 2);
		let value = '', end = '';
		for (;;) {
			const part = next();
			if (!part) throw new Error(`Matching delimiter not found '${delimiter}'`);
			if (part.text === delimiter) break;
			if (!part.end) throw new Error('EOF marker missing new line.');
			value += end + part.text;
			end = part.end;
		}
		pairs.push([line.text.slice(0, heredoc), value]);
	}
	return pairs;
}
// act's (pkg/runner/command.go and container/parse_env_file.go): a line that is neither is an error.
function parse_env_act(file) {
	const pairs = [], lines = file.split(/\r?\n/);
	if (lines.at(-1) === '') lines.pop();
	for (let i = 0; i < lines.length; i++) {
		const equals = lines[i].indexOf('='), heredoc = lines[i].indexOf('<<');
		if (equals >= 0 && (heredoc < 0 || equals < heredoc)) { pairs.push([lines[i].slice(0, equals), lines[i].slice(equals + 1)]); continue; }
		if (heredoc < 0) throw new Error(`invalid format '${lines[i]}'`);
		let value = '';
		const delimiter = lines[i].slice(heredoc + 2);
		for (i++; ; i++) {
			if (i >= lines.length) throw new Error('delimiter not found');
			if (lines[i] === delimiter) break;
			if (value) value += '\n';
			value += lines[i];
		}
		pairs.push([pairs.length, value]);
	}
	return pairs;
}

const equal = (got, want, what) => got === want ? null : `${what}: got ${JSON.stringify(got.slice(0, 300))}, expected ${JSON.stringify(want.slice(0, 300))}`;

for (let i = 0; i < 1200; i++) { // every byte core would send, when it is one that may be sent
	const s = i < pieces.length ? pieces[i] : text(i % 2 ? tame : pieces, 12);
	ask('data', s, got => equal(got, core_data(visible(s)), 'data') ?? equal(unescape_data(got), visible(s), 'data, read back'));
	ask('property', s, got => equal(got, core_property(visible(s)), 'property') ?? equal(unescape_property(got), visible(s), 'property, read back'));
}
const types = ['error', 'warning', 'notice'];
for (let i = 0; i < 800; i++) {
	const from = i % 2 ? tame : pieces, nul = s => s.replaceAll('\0', '');
	const type = below(3), file = nul(text(from, 4)), title = nul(text(from, 4)) || 'rule', message = nul(text(from, 10)) || 'm';
	const line = 1 + below(20), endLine = line + below(2), col = below(4) + 1, endCol = col + below(3);
	ask('annotation', [type, file, line, endLine, col, endCol, title, message].join('\0') + '\0', got => {
		// core writes title first, and columns also on several lines: the same properties, in our order
		const theirs = parse_command(written(() => core[types[type]](visible(message), { file: visible(file) || undefined, startLine: line, endLine, startColumn: col, endColumn: endCol, title: visible(title) })).slice(0, -1));
		const ours = parse_command(got.slice(0, -1));
		if (!ours) return `no command: ${JSON.stringify(got)}`;
		if (!file) for (const name of ['line', 'endLine', 'col', 'endColumn']) delete theirs.properties[name];
		if (endLine !== line) { delete theirs.properties.col; delete theirs.properties.endColumn; }
		const sorted = o => JSON.stringify([o.command, Object.entries(o.properties).sort(), o.message]);
		if (/[\r\n]/.test(got.slice(0, -1)) || got.includes('##[')) return `not one harmless line: ${JSON.stringify(got)}`;
		// byte-equal when core is given the properties in our order
		const { issueCommand } = require('@actions/core/lib/command.js');
		const one = endLine === line, p = {};
		if (file) Object.assign(p, { file: visible(file), line, endLine }, one ? { col, endColumn: endCol } : {});
		p.title = visible(title);
		const act = act_pattern.exec(got);
		return equal(sorted(ours), sorted(theirs), 'annotation') ?? equal(got, written(() => issueCommand(types[type], p, visible(message))), 'annotation, bytes')
			?? (act && act[1] === types[type] && act[3]?.includes('title=') ? null : `act reads it otherwise: ${JSON.stringify(got)}`);
	});
}

const folder = mkdtempSync(join(tmpdir(), 'phoenix-actions-core-'));
const clean = s => s.replaceAll('\r', '').replace(/^\n+/, '');
process.env.GITHUB_OUTPUT = join(folder, 'output');
for (let i = 0; i < 600; i++) {
	const n = 1 + below(5), pairs = [];
	for (let k = 0; k < n; k++) pairs.push([`key_${k}-${below(99)}`, text(pieces, 20).replaceAll('\0', '')]);
	if (i === 599) pairs[0][1] = 'x'.repeat(2 ** 20);
	ask('output', pairs.flat().join('\0'), got => {
		writeFileSync(process.env.GITHUB_OUTPUT, '');
		for (const [key, value] of pairs) core.setOutput(key, clean(value));
		const theirs = parse_env(readFileSync(process.env.GITHUB_OUTPUT, 'utf8')), ours = parse_env(got);
		if (i === 599) theirs[0][1] = theirs[0][1].slice(0, 256 * 1024); // ours is cut
		if (/^$/m.test(got.split('\n')[0]) || !got.endsWith('\n')) return 'a blank line, or no line end';
		return equal(JSON.stringify(ours), JSON.stringify(theirs), 'outputs') ??
			equal(JSON.stringify(parse_env_act(got).map(p => p[1])), JSON.stringify(theirs.map(p => p[1])), 'outputs, read by act');
	});
}

const input = Buffer.concat(cases.flatMap(c => [Buffer.from(`${c.kind} ${c.input.length}\n`), c.input, Buffer.from('\n')]));
const run = spawnSync(driver, { input, maxBuffer: 2 ** 30 });
let passed = 0, failed = 0, at = 0;
console.log(`seed ${seed}, ${cases.length} generated values, @actions/core ${require('@actions/core/package.json').version}`);
if (run.status !== 0) { console.log(`driver: ${run.error ?? `exit ${run.status} ${run.stderr}`}`); failed++; }
for (const c of cases) {
	const end = run.stdout.indexOf('\n', at);
	const length = end < 0 ? NaN : Number(run.stdout.subarray(at, end));
	let why = 'no answer';
	if (length >= 0) {
		const got = run.stdout.subarray(end + 1, end + 1 + length).toString();
		at = end + length + 2;
		try { why = c.check(got); } catch (error) { why = String(error); }
	}
	if (!why) { passed++; continue; }
	if (failed++ < 20) console.log(`FAILED ${c.kind} ${JSON.stringify(c.input.toString()).slice(0, 300)}\n  ${why}`);
}
rmSync(folder, { recursive: true });
console.log(`actions-core: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
