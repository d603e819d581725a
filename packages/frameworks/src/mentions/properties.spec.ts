import { applyEdits } from '@oneleaf/core';
import fc from 'fast-check';
import { alembicRenaming, keptNames, djangoRenaming, respellFile } from '../testing/renamings.js';
import { mentionFinder } from '../index.js';

const renamings = [
  djangoRenaming('shop', '0002_tax', '0003_tax'),
  djangoRenaming('shop', '0003_zones', '0004_zones'),
  djangoRenaming('pay', '0002_tax', '0004_tax'),
  alembicRenaming('003_zones', '004_zones'),
  alembicRenaming('017', '018', '017_rates', '018_rates'),
];
const kept = keptNames('stock.0003_zones');
const finder = mentionFinder(renamings, kept);

const words = [
  ...['0002_tax', '0003_zones', '003_zones', '017', '0002', 'shop', 'pay', 'stock', 'app', 'migrate', 'alembic upgrade', 'migrations'],
  ...[
    '"',
    "'",
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '=',
    '.',
    '/',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '#',
    '"""',
    'f"',
    '\\',
    '\uFEFF',
    'ü',
    '😀',
    '_',
    '-',
  ],
  ...[
    'class T:\n    ',
    'def app():\n    return "shop"\n',
    '("shop", "0002_tax")',
    'shop/migrations/0002_tax.py',
    'shop.0003_zones',
    'call_command("migrate", ',
  ],
];
const text = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map(all => all.join(''));
const path = fc.constantFrom('tests.py', 'README.md', 'shop/docs/a.rst', 'CHANGELOG.md', 'x.json');

test('what holds no name is left alone', () => {
  const nameless = fc.string({ unit: 'grapheme', maxLength: 200 }).filter(one => !/\d{2}/.test(one));
  fc.assert(
    fc.property(path, nameless, (where, one) => {
      expect(finder.mayMention({ path: where, text: one })).toBe(false);
      expect(finder.find({ path: where, text: one })).toEqual({ edits: [], doubtful: [] });
    }),
  );
});

test('every edit puts the new name for the old one, and no two overlap', () => {
  fc.assert(
    fc.property(path, text, (where, one) => {
      const { edits } = finder.find({ path: where, text: one });
      for (const edit of edits) {
        const old = one.slice(edit.span.start, edit.span.end);
        expect(renamings.map(({ from, to, fromPath, toPath }) => [[from, to], [fromPath, toPath].map(stem)]).flat()).toContainEqual([
          old,
          edit.text,
        ]);
      }
      expect(edits.length === 0 || finder.mayMention({ path: where, text: one })).toBe(true);
      applyEdits(one, edits);
    }),
    { numRuns: 2000 },
  );
});

function stem(file: string): string {
  return file.replace(/^.*\/|\.py$/g, '');
}

test('looking again finds nothing certain', () => {
  const apart = mentionFinder([djangoRenaming('shop', '0002_tax', '0007_tax'), alembicRenaming('003_zones', '009_zones')], kept);
  fc.assert(
    fc.property(path, text, (where, one) => {
      const once = respellFile(apart, where, one);
      expect(apart.find({ path: where, text: once.text }).edits).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('the order of the renamings does not matter', () => {
  fc.assert(
    fc.property(path, text, fc.shuffledSubarray(renamings, { minLength: renamings.length }), (where, one, shuffled) => {
      expect(mentionFinder(shuffled, kept).find({ path: where, text: one }).edits).toEqual(finder.find({ path: where, text: one }).edits);
    }),
  );
});

test.each([
  [
    'a chain',
    [djangoRenaming('shop', '0002_a', '0003_a'), djangoRenaming('shop', '0003_b', '0004_b')],
    'shop.0002_a shop.0003_b',
    'shop.0003_a shop.0004_b',
  ],
  [
    'a name handed on',
    [djangoRenaming('shop', 'a', 'b'), djangoRenaming('shop', 'b', 'c')],
    'shop.a shop.b shop.c',
    'shop.b shop.c shop.c',
  ],
  ['a swap', [djangoRenaming('shop', 'a', 'b'), djangoRenaming('shop', 'b', 'a')], 'shop.a shop.b', 'shop.b shop.a'],
])('all at once: %s', (_, all, before, after) => {
  expect(
    respellFile(
      mentionFinder(all, () => []),
      'README.md',
      before,
    ).text,
  ).toBe(after);
});

test('line ends, marks and quotes stay', () => {
  const one = '\uFEFFclass T(M):\r\n    app = \'shop\'\r\n    migrate_to = """0002_tax"""  # é\r\n\tx = 1\r';
  const found = respellFile(finder, 'tests.py', one);
  expect(found.text).toBe(one.replace('0002_tax', '0003_tax'));
});

describe('hostile files', () => {
  const long = 500_000;
  const listed = (where: string, one: string): number => finder.find({ path: where, text: one }).doubtful.length;

  test('a megabyte of names in one line is shown once for each migration', () => {
    const all = '"0002_tax",'.repeat(long / 11);
    expect(listed('x.json', all)).toBe(1);
    expect(listed('x.py', `x = [${all}]`)).toBe(1);
  });
  test('a megabyte of statements', () => {
    const statements = Array.from({ length: 50_000 }, (_, at) => `a${at} = "0002_tax"`);
    expect(listed('x.py', statements.join('\n'))).toBe(50_000);
  });
  test('a megabyte of what may come before a name', () => {
    for (const part of ['shop ', '. ', '/', 'a', '"', '-', ':', 'migrate ', 'alembic upgrade ', '((', '😀']) {
      const one = `${part.repeat(Math.floor((long - 10) / part.length))}0002_tax`;
      for (const where of ['x.py', 'x.md']) expect(listed(where, one)).toBeLessThan(2);
    }
  });
  test('the line is shown around the name', () => {
    const [found] = finder.find({ path: 'a.md', text: `${'x '.repeat(500)}0002_tax${' y'.repeat(500)}` }).doubtful;
    expect(found?.text).toHaveLength(120);
    expect(found?.text).toContain('0002_tax');
  });
  test('what is larger, or no text, is left alone', () => {
    for (const one of [`shop.0002_tax${' '.repeat(1 << 20)}`, 'shop.0002_tax\0']) {
      expect(finder.mayMention({ path: 'a.md', text: one })).toBe(false);
      expect(finder.find({ path: 'a.md', text: one })).toEqual({ edits: [], doubtful: [] });
    }
  });
});
