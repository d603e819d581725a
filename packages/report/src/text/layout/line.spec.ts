import { columns, printLines, type StyledLine } from './line.js';

const plain = { color: false };

const command = 'git fetch origin main && python manage.py makemigrations --merge shop';

const rows: [name: string, line: StyledLine, width: number | undefined, shown: string[]][] = [
  ['what fits stays', ['shop has 2 leaves'], 20, ['shop has 2 leaves']],
  ['nothing is broken where no terminal reads along', ['shop has 2 leaves'], undefined, ['shop has 2 leaves']],
  ['a long line is broken between words, and goes on indented', ['shop has 2 leaves: a, b'], 12, ['shop has 2', '  leaves: a,', '  b']],
  ['an indented line goes on deeper', ['  shop has 2 leaves'], 12, ['  shop has 2', '    leaves']],
  ['a word that is too long stays whole', ['see shop/migrations/0002_sku.py here'], 12, ['see', '  shop/migrations/0002_sku.py', '  here']],
  ['a command stays whole, to be copied', ['fix: ', { text: command, tone: 'command' }], 20, [`fix: ${command}`]],
  ['what is spelled out counts as it is shown', ['a\n\n\n\nb c'], 8, [String.raw`a\n\n\n\nb`, '  c']],
  ['no space is left at the end', ['broken    ', ''], undefined, ['broken']],
];

test.each(rows)('%s', (_name, line, width, shown) => {
  expect(
    printLines([line], { ...plain, width })
      .split('\n')
      .slice(0, -1),
  ).toEqual(shown);
});

test('a tone is kept over a line break', () => {
  expect(printLines([[{ text: 'shop has leaves', tone: 'bad' }]], { color: true, width: 9 })).toBe(
    '\u001b[31mshop \u001b[0m\u001b[31mhas \u001b[0m\n  \u001b[31mleaves\u001b[0m\n',
  );
});

test('columns are aligned as they are shown, and a giant does not push the others', () => {
  const paths = ['a.py', 'a\n.py', `${'x'.repeat(90)}.py`];
  const shown = printLines(
    columns(
      paths.map(path => [path, 'here']),
      '  ',
    ),
    plain,
  );
  expect(shown).toBe(`  ${'a.py'.padEnd(72)}   here\n  ${String.raw`a\n.py`.padEnd(72)}   here\n  ${'x'.repeat(90)}.py   here\n`);
});
