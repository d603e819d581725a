import fc from 'fast-check';
import { applyEdits } from './file-change.js';

test.each([
  ['nothing', [], 'shop'],
  ['a replacement', [{ span: { start: 0, end: 1 }, text: 'ch' }], 'chhop'],
  ['an insertion', [{ span: { start: 4, end: 4 }, text: 's' }], 'shops'],
  ['a deletion', [{ span: { start: 1, end: 3 }, text: '' }], 'sp'],
  [
    'neighbours in any order',
    [
      { span: { start: 2, end: 4 }, text: 'ow' },
      { span: { start: 0, end: 2 }, text: 'gl' },
    ],
    'glow',
  ],
])('%s', (_, edits, expected) => expect(applyEdits('shop', edits)).toBe(expected));

test('edits that overlap are refused', () => {
  const overlapping = [
    { span: { start: 0, end: 2 }, text: '' },
    { span: { start: 1, end: 3 }, text: '' },
  ];
  expect(() => applyEdits('shop', overlapping)).toThrow('edits overlap at 1');
});

test('what stands outside the spans is kept to the letter', () => {
  const pieces = fc.array(fc.record({ kept: fc.string(), old: fc.string(), put: fc.string() }));
  fc.assert(
    fc.property(pieces, fc.string(), (all, rest) => {
      let at = 0;
      const edits = all.map(({ kept, old, put }) => {
        const start = at + kept.length;
        at = start + old.length;
        return { span: { start, end: at }, text: put };
      });
      const text = all.map(({ kept, old }) => kept + old).join('') + rest;
      expect(applyEdits(text, edits)).toBe(all.map(({ kept, put }) => kept + put).join('') + rest);
    }),
  );
});
