import { applyEdits, type MigrationName } from '@oneleaf/core';
import { scriptDirectory } from '../../testing/alembic/revision-files.js';
import { migrationsIn } from '../../testing/migrations-by-path.js';
import { alembic } from '../alembic.js';

const BODY = '\n\ndef upgrade():\n    print("b2 and b")\n';

interface ExpectedRespelling {
  readonly literal?: string;
  readonly added?: readonly string[];
}

/** A file with ids respelled: `{ b: 'c' }`; null where one goes. */
function respelled(head: string, ids: Readonly<Record<string, string | null>>, { literal, added = [] }: ExpectedRespelling = {}): string {
  const path = 'migrations/versions/x.py';
  const text = head + BODY;
  const migration = migrationsIn(alembic, scriptDirectory({ x: text })).get(path);
  if (!migration) throw new Error('not read');
  const references = [...migration.parents, ...migration.requires].flatMap(reference => {
    const id = ids[reference.id];
    return id === undefined ? [] : [{ reference, literal: id }];
  });
  const edits = alembic.write.respell(text, { migration, label: '', references, added, ...(literal === undefined ? {} : { literal }) });
  return 'reason' in edits ? edits.reason : applyEdits(text, edits).slice(0, -BODY.length);
}

const rev = (down: string, more = ''): string => `revision = 'x'\ndown_revision = ${down}${more}`;

test.each([
  ['a string', rev("'b'"), { b: 'c' }, rev("'c'")],
  ['double quotes', rev('"b"'), { b: 'c' }, rev('"c"')],
  [
    'an annotation',
    "revision: str = 'x'\ndown_revision: Union[str, None] = 'b'",
    { b: 'c' },
    "revision: str = 'x'\ndown_revision: Union[str, None] = 'c'",
  ],
  ['one of a tuple', rev("('a', 'b')"), { b: 'c' }, rev("('a', 'c')")],
  ['two of a tuple', rev("('a', 'b')"), { a: 'd', b: 'c' }, rev("('d', 'c')")],
  ['a tuple that joins nothing any more', rev("('a', 'b')"), { a: null }, rev("'b'")],
  ['a tuple of three', rev("('a', 'b', 'c')"), { a: null }, rev("('b', 'c')")],
  ['a list', rev("['a', 'b']"), { a: null, b: 'c' }, rev("'c'")],
  ['a sum', rev("'b' + 'c'"), { bc: 'd' }, rev("'d'")],
  ['depends_on', rev('None', "\ndepends_on = ('b', 'k')"), { b: 'c' }, rev('None', "\ndepends_on = ('c', 'k')")],
  ['Windows ends of lines', "revision = 'x'\r\ndown_revision = 'b'\r\n", { b: 'c' }, "revision = 'x'\r\ndown_revision = 'c'\r\n"],
])('%s', (_, before, ids, after) => expect(respelled(before, ids)).toBe(after));

const told = (id: string, parents: string): string =>
  `"""add x\n\nRevision ID: ${id}\nRevises: ${parents}\nCreate Date: 2024-01-01\n\n"""\n`;

test.each([
  ['the parent', respelled(told('x', 'b') + rev("'b'"), { b: 'c' }), told('x', 'c') + rev("'c'")],
  ['both parents', respelled(told('x', 'a, b') + rev("('a', 'b')"), { a: null }), told('x', 'b') + rev("'b'")],
  ['a parent where there was none', respelled(told('x', '') + rev('None'), {}, { added: ['c'] }), told('x', 'c') + rev("'c'")],
  ['what is not true stays', respelled(told('x', 'other') + rev("'b'"), { b: 'c' }), told('x', 'other') + rev("'c'")],
  ['its own id', respelled(told('x', 'b') + rev("'b'"), {}, { literal: 'y' }), told('y', 'b') + rev("'b'").replace("'x'", "'y'")],
])('the docstring says it too: %s', (_, text, expected) => expect(text).toBe(expected));

test('a parent that is computed is left to a person', () => {
  expect(respelled('revision = "x"\ndown_revision = previous()', {}, { added: ['c'] })).toBe('its down_revision is computed');
});

describe('a name', () => {
  const called = (literal: string, file = literal): MigrationName => ({ literal, path: `migrations/versions/${file}.py` });
  interface Scene {
    readonly file?: string;
    readonly others?: readonly string[];
    readonly clash?: boolean;
  }
  const rename = (id: string, parents: readonly string[], { file = id, others = parents, clash = false }: Scene = {}): string => {
    const { path } = called(id, file);
    const migration = migrationsIn(alembic, scriptDirectory({ [file]: `revision = '${id}'\ndown_revision = None\n` })).get(path);
    if (!migration) throw new Error('not read');
    const name = alembic.write.rename({ migration, parents, others: others.map(other => called(other)), clash, randomHex: 'c0ffee123456' });
    return `${name.literal} ${name.path.slice('migrations/versions/'.length)}`;
  };

  test.each([
    ['the next one counted', rename('003_b', ['003_a']), '004_b 004_b.py'],
    ['the next one, with a file that says more', rename('003', ['003'], { file: '003_zones', clash: true }), '004 004_zones.py'],
    ['the next one that is free', rename('003_b', ['003_a'], { others: ['003_a', '004_z'] }), '005_b 005_b.py'],
    ['its own where it is greater', rename('007_b', ['003_a']), '007_b 007_b.py'],
    ['its own where ids are not counted', rename('ab12', ['003_a']), 'ab12 ab12.py'],
    ['its own where not all are counted', rename('003_b', ['ab12']), '003_b 003_b.py'],
    ['a random one where another has it', rename('ab12', ['ab12'], { file: 'ab12_tax', clash: true }), 'c0ffee123456 c0ffee123456_tax.py'],
    [
      'the next one, with a file that is dated first',
      rename('003', ['003'], { file: '2024-05-003_tax', clash: true }),
      '004 2024-05-004_tax.py',
    ],
    ['a file that may be called by it', rename('03', ['03'], { file: '2024-03-03_tax', clash: true }), '04 2024-03-03_tax.py'],
    ['a file that is called by something else', rename('003', ['003'], { file: '2024_tax', clash: true }), '004 2024_tax.py'],
    ['a file that begins like it', rename('003', ['003'], { file: '0034', clash: true }), '004 0034.py'],
  ])('is given %s', (_, given, expected) => expect(given).toBe(expected));
});
