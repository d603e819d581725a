import { WORDING } from '../testing/wording.js';
import fc from 'fast-check';
import { anyCheck, anyDoctor, anyDraft, anyPredict, anyRebase } from '../testing/arbitrary.js';
import { examples } from '../testing/examples.js';
import { NOW } from '../testing/report-builders.js';
import { renderText } from './render-text.js';
import { visible } from '../words/visible.js';

const rows: [name: string, text: string, shown: string][] = [
  ['plain text', 'shop/migrations/0002_täx 税.py', 'shop/migrations/0002_täx 税.py'],
  ['an escape sequence', '\u001b[31mred', String.raw`\x1b[31mred`],
  ['a line break', 'a\r\nb', String.raw`a\r\nb`],
  ['a C1 control', '\u009b31m', String.raw`\x9b31m`],
  ['a right-to-left override', 'shop\u202eyp.', String.raw`shop\u202eyp.`],
  ['an isolate', '\u2066x\u2069', String.raw`\u2066x\u2069`],
  ['an invisible space', 'a\u200bb\ufeff', String.raw`a\u200bb\ufeff`],
  ['a hidden tag', '\u{e0041}', String.raw`\u{e0041}`],
  ['half a character', 'a\ud800', String.raw`a\ud800`],
];

test.each(rows)('%s', (_name, text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(visible(text))).toBe(shown);
});

const OBEYED = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

test('no report puts anything into the terminal that it would obey', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyCheck, anyPredict, anyDraft, anyDoctor, anyRebase),
      fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
      (report, width) => {
        const text = renderText(report, { color: false, now: NOW, wording: WORDING, width });
        expect(text).not.toMatch(OBEYED);
        expect(text === '' || text.endsWith('\n')).toBe(true);
      },
    ),
  );
});

test('with colour only our own sequences are there, and without them the words are the same', () => {
  fc.assert(
    fc.property(fc.oneof(anyCheck, anyPredict, anyDraft, anyDoctor, anyRebase), report => {
      const coloured = renderText(report, { color: true, now: NOW, wording: WORDING });
      // eslint-disable-next-line no-control-regex
      const bare = coloured.replace(/\u001b\[(?:0|1|2|31|32|33|36)m/g, '');
      expect(bare).not.toMatch(OBEYED);
      expect(bare.replace(/ +$/gm, '')).toBe(renderText(report, { color: false, now: NOW, wording: WORDING }));
    }),
  );
});

test('colour is there where it is asked for', () => {
  const example = examples['check-one-leaf-too-many'];
  expect(example && renderText(example, { color: true, now: NOW, wording: WORDING })).toContain(
    '\u001b[31merror\u001b[0m \u001b[1mmultiple-leaves\u001b[0m  shop has',
  );
});
