import fc from 'fast-check';
import { blocksIn, withBlock, withContents } from './description-block.js';

const block = (names: string, text: string) => `<!-- oneleaf:describe${names} -->\n${text}<!-- /oneleaf:describe -->\n`;

test.each([
  ['no block', '# Chain\n', []],
  ['one of all histories', `# Chain\n\n${block('', 'x\n')}after\n`, [[[], 'x\n']]],
  [
    'two',
    `${block(' shop pay', '')}${block(' db/versions', 'x\n')}`,
    [
      [['shop', 'pay'], ''],
      [['db/versions'], 'x\n'],
    ],
  ],
  ['after a byte order mark', `\uFEFF${block('', '')}`, [[[], '']]],
  ['with Windows ends of lines', block('', 'x\n').replaceAll('\n', '\r\n'), [[[], 'x\r\n']]],
  ['without a last end of line', block('', 'x\n').trimEnd(), [[[], 'x\n']]],
  ['shown in a fence', `\`\`\`markdown\n${block('', '')}\`\`\`\n${block('', 'x\n')}`, [[[], 'x\n']]],
  ['a longer fence', `~~~~\n~~~\n${block('', '')}~~~~\n`, []],
  ['inside a line', 'see <!-- oneleaf:describe --> there\n', []],
  ['with a conflict of git', block('', '<<<<<<< HEAD\n=======\n>>>>>>> x\n'), [[[], '<<<<<<< HEAD\n=======\n>>>>>>> x\n']]],
])('%s', (_, text, expected) => {
  const blocks = blocksIn(text);
  expect(typeof blocks === 'string' ? blocks : blocks.map(({ histories, text: own }) => [histories, own])).toEqual(expected);
});

test.each([
  ['is not closed', '<!-- oneleaf:describe -->\nx\n'],
  ['begins inside another', `<!-- oneleaf:describe -->\n${block('', '')}`],
])('a block that %s', (says, text) => expect(blocksIn(text)).toBe(`a block of oneleaf:describe ${says}`));

const names = fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 3 });
const prose = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '`', '```', '<!-- ', ' -->', '#') });

test('what is written is found again, with everything around it as it was', () => {
  fc.assert(
    fc.property(prose, names, (text, histories) => {
      fc.pre(!/[`~]{3}/.test(text));
      const once = withBlock(text, histories, 'one\ntwo\n');
      expect(once.startsWith(text)).toBe(true);
      const blocks = blocksIn(once);
      expect(typeof blocks === 'string' ? blocks : blocks.map(one => one.histories)).toEqual([histories]);
      if (typeof blocks === 'string') return;
      expect(withContents(once, blocks, ['one\ntwo\n'])).toBe(once);
      expect(blocksIn(withContents(once, blocks, ['three\n']))).toHaveLength(1);
    }),
  );
});

test('line ends are those of the file', () => {
  const text = withBlock('# Chain\r\n', ['shop'], 'one\n');
  expect(text).toBe('# Chain\r\n\r\n<!-- oneleaf:describe shop -->\r\n\r\none\r\n\r\n<!-- /oneleaf:describe -->\r\n');
});
