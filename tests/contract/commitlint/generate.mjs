// Messages for the comparison, as JSON lines: generate.mjs COUNT SEED <REAL. REAL holds real messages, divided by NUL: they
// go through every configuration. The rest is made from a grammar of messages, then spoilt a little.
import { readFileSync, readdirSync } from 'node:fs';

const [count, seed] = process.argv.slice(2).map(Number);
let state = BigInt(seed) * 2n + 1n;
function below(n) { // splitmix64
	state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
	let z = state;
	z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
	z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
	return Number((z ^ (z >> 31n)) % BigInt(n));
}
const pick = list => list[below(list.length)];
const often = (percent, text) => (below(100) < percent ? text : '');
const some = (most, make, glue) => Array.from({ length: below(most + 1) }, make).join(glue);

const types = ['feat', 'fix', 'chore', 'docs', 'feat', 'fix', 'build', 'ci', 'perf', 'refactor', 'revert', 'style', 'test', 'FEAT', 'Fix', 'faet', 'wip',
	'my-type', 'фича', 'a_b', '2fa', '', 'fixup!', 'Merge branch', 'Revert', 'Merged'];
const scopes = ['api', 'core', 'ui', 'API', 'api/core', 'api, ui', 'api,ui', 'api+core', 'userProfile', 'user-profile', 'a b', '', ' ', '(x)', 'a)(b',
	'a): b', 'Api', 'Größe', 'x.y', 'deps-dev', 'a\\b', '@scope/pkg', 'api ,ui'];
const words = ['add', 'login', 'page', 'Add', 'API', 'HTTPServer', 'fooBar', 'foo-bar', 'foo_bar', 'the', '2nd', '21st', 'v2', '42', 'I', 'GitHub', '`Foo`', '"Bar"',
	"'Baz'", "don't", "it's", 'naïve', 'Straße', 'ΟΔΟΣ', 'ΣΑΣ', 'İstanbul', 'ŉ', 'ǅ', '日本語', '👍', '👩‍👧', '🇩🇪', '🏽', '✅', '✈️', '𐐀𐐨', 'ﬁx', 'é', 'ͅa', 'ªb',
	'Ⅷ', 'ⓐ', 'fix', 'closes', '#12', '#general', 'GH-1', 'gh-12', 'PROJ-7', 'owner/repo#3', '(#4)', '#5a,', 'http://x.y/#6', 'https://a', 'http://', '_', '-', '--', ':', '!',
	'.', '...', ',', '…', '$&', '1ST', '4th', '3RDa', 'XMLHttp', 'aB1c', 'ABc', 'É', 'ÉCole', 'ÿ', '×', '÷', '¬', '²', '½', '٣', 'ß', '１', '\u200d', '\ufe0f', '\u00a0', '\u3000', '\ufeff', '\u0085'];
const sentence = most => some(most, () => pick(words), pick([' ', ' ', ' ', ' ', '  ', '-', '_', '', '\t']));
const long = () => pick(['x'.repeat(below(140)), ('word '.repeat(below(30))).trim(), 'é'.repeat(below(110)), '😀'.repeat(below(60)), 'see https://example.com/' + 'p'.repeat(below(120))]);
const subject = () => pick([() => sentence(7), () => sentence(4), () => long(), () => sentence(2) + '.', () => sentence(3) + '...', () => '', () => ' ', () => sentence(3).toUpperCase(),
	() => sentence(3).toLowerCase(), () => 'add ' + sentence(4), () => 'add a thing'])();
const header = () => pick([
	() => pick(types) + often(50, `(${pick(scopes)})`) + often(15, '!') + pick([': ', ': ', ': ', ': ', ': ', ':', ' : ', ':  ', '!: ', ':: ']) + subject(),
	() => pick(types) + often(50, `(${pick(scopes)})`) + often(10, '!') + ': ' + subject(),
	() => `${pick(types)}: add a thing`,
	() => sentence(6),
	() => pick(['Merge pull request #1 from a/b', 'Merge branch main into x', 'Merge a into b', 'Merge tag v1', 'Merge', 'Merge into', 'Revert "feat: x"', 'revert: feat: x',
		'Reapply "x"', 'fixup! feat: x', 'squash!', 'amend! x', 'Merged in x', 'Merged PR 12: y', 'Merged abc into d', 'Merge remote-tracking branch', 'Automatic merge', 'Automatic',
		'Auto-merged a into b', '1.2.3', 'v1.2.3', 'chore: v1.0.0-rc.1+b', 'chore(release): 1.0.0 [skip ci]', '(ci skip) 0.0.1', '01.2.3', '1.2', 'chore(): 1.2.3', '[skip-ci] v9.9.9']),
])();
const bodyLine = () => pick([() => sentence(8), () => long(), () => '', () => '* BREAKING CHANGE: x', () => '- item', () => '    indented: x', () => 'Merge a into b', () => 'Merge tag x',
	() => 'see #123', () => 'word: x', () => 'note:  y', () => 'gpg: Signature', () => '  gpg: x', () => 'fixes #1, closes #2 and #three', () => '# comment', () => 'a.b: c', () => '---', () => sentence(3) + '.'])();
const footerLine = () => pick([() => 'BREAKING CHANGE: ' + sentence(4), () => 'BREAKING-CHANGE: x', () => 'breaking change: y', () => 'BREAKING CHANGE #1', () => 'BREAKING CHANGE:', () => 'BREAKING CHANGE: ',
	() => 'Fixes #12', () => 'Refs: #1', () => 'Closes:  gh-3', () => 'Signed-off-by: A <a@b.c>', () => 'Co-authored-by: B <b@c.d>', () => '(cherry picked from commit 0123456789abcdef)',
	() => 'Reviewed-by : x', () => ' continued', () => 'Fixes: ' + long(), () => 'a:\tb', () => 'a:', () => 'a: ', () => 'a:  ', () => 'Token #x', () => '* BREAKING-CHANGE: z', () => '*  breaking change:q'])();
const block = make => { const lines = [make()]; while (below(100) < 55) lines.push(make()); return lines.join('\n'); };
const message = () => header() + often(70, pick(['\n\n', '\n\n', '\n\n', '\n', '\n\n\n']) + block(bodyLine)) + often(50, pick(['\n\n', '\n\n', '\n', '\n\n\n']) + block(footerLine)) +
	often(15, '\n' + block(bodyLine)) + pick(['', '\n', '\n', '\n\n', ' ', '\r']);
const splinters = ['\r', '\r\n', '\n', '\u2028', '\u2029', ' ', '\t', '(', ')', '!', ':', ': ', '#', '`', '"', "'", '.', 'A', 'é', '😀', '\u0301', '\u00a0', '\ufeff', ', ', '/', 'Σ', 'BREAKING CHANGE: ', '#1 ', 'fixes ', '\u001f'];
function spoil(text) {
	for (let n = below(4); n > 0; n--) {
		const points = Array.from(text), at = below(points.length + 1);
		if (below(3) === 0) points.splice(at, 1 + below(3));
		else if (below(4) === 0) points.splice(at, 0, ...points.slice(below(points.length + 1)).slice(0, 20));
		else points.splice(at, 0, pick(splinters));
		text = points.join('');
	}
	return below(12) === 0 ? text.replaceAll('\n', '\r\n') : text;
}

const out = [];
const put = object => out.push(JSON.stringify(object).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029'));
const configs = readdirSync(new URL('./configs', import.meta.url)).map(name => name.replace('.json', '')).filter(name => name !== 'trailers').sort();
const real = readFileSync(0, 'utf8').split('\0').filter(text => text.trim());
for (const text of real) for (const config of configs) put({ config, message: text });
for (let i = 0; i < count; i++) put({ config: below(3) === 0 ? 'conventional' : pick(configs), message: below(2) ? message() : spoil(message()) });
for (let i = 0; i < Math.min(400, count / 50); i++) put({ config: 'trailers', message: below(2) ? message() : spoil(message()) }); // git runs for each
const cases = ['lower-case', 'upper-case', 'camel-case', 'kebab-case', 'pascal-case', 'sentence-case', 'snake-case', 'start-case'];
const points = () => String.fromCodePoint(pick([below(0x80), below(0x250), below(0x600), 0x1e00 + below(0x300), 0x2000 + below(0x800), below(0xd800), 0x1f000 + below(0xb00), 0x10400 + below(0x60)]) || 0x41);
for (let i = 0; i < count / 4; i++) put({ case: pick(cases), text: below(3) ? sentence(5) : some(8, points, '') });
process.stdout.write(out.join('\n') + '\n');
