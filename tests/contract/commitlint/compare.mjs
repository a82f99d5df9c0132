// Compares two files of answers, line by line: compare.mjs ASKED OURS THEIRS. What may differ is listed here and in docs/commit-lint.md.
import { readFileSync } from 'node:fs';

const [asked, ours, theirs] = process.argv.slice(2).map(file => readFileSync(file, 'utf8').replace(/\n$/, '').split('\n'));
let passed = 0, failed = 0, messages = 0;
const differences = { 'empty message': 0, 'byte order mark': 0, 'letter newer than Unicode 15': 0 };
if (asked.length !== ours.length || asked.length !== theirs.length) {
	console.log(`asked ${asked.length}, ours ${ours.length}, theirs ${theirs.length} answers`);
	failed++;
}
function allowed(question, our, their) {
	const text = question.message ?? question.text;
	// commitlint passes a message without text, throws, or names rules; here it is one error
	const kept = text.split(/\r?\n/).filter(line => !/^\s*gpg:/.test(line) && !(question.config === 'parser' && line.startsWith('#')));
	if (our === '2:message-empty' && kept.join('').trim() === '') return 'empty message';
	if (question.message?.startsWith('\ufeff')) return 'byte order mark';
	if (question.case && /[\u019b\u0264\u1c89\u1c8a\ua7cb-\ua7cd\ua7ce-\ua7d5\ua7da-\ua7dc\u{10d50}-\u{10d85}\u{16ea0}-\u{16ed3}]/u.test(text)) return 'letter newer than Unicode 15';
	return null;
}
for (let i = 0; i < asked.length && i < ours.length && i < theirs.length; i++) {
	const question = JSON.parse(asked[i]);
	messages += question.message !== undefined;
	if (ours[i] === theirs[i]) { passed++; continue; }
	const why = allowed(question, ours[i], theirs[i]);
	if (why) { differences[why]++; passed++; continue; }
	failed++;
	if (failed <= 20) console.log(`${asked[i]}\n  ours   ${JSON.stringify(ours[i])}\n  theirs ${JSON.stringify(theirs[i])}`);
}
console.log(`${messages} messages compared; known differences: ${JSON.stringify(differences)}`);
console.log(`commitlint: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
