import type { Migration, Reference } from '@oneleaf/core';
import { readMigrations } from '../../testing/tree.js';
import { alembic } from '../alembic.js';

const script = { 'alembic.ini': '[alembic]\nscript_location = alembic\n' };

function readOne(source: string, name = 'b2_tax.py'): ReturnType<typeof readMigrations>[number] | undefined {
  return readMigrations(alembic, { ...script, [`alembic/versions/${name}`]: source })[0];
}

/** A revision's references as one writes them: `a1 < b2, needs x, labels y`; a refusal in the framework's words. */
function told(source: string, name?: string): string {
  const read = readOne(source, name);
  if (!read) return 'not loaded';
  if ('problem' in read) return `${read.problem.kind}: ${read.problem.reason}`;
  const undecided = read.undecided.map(one => `${one.fact} undecided, ${one.reason}: ${one.expression}, hides ${one.hides}`);
  const more = [
    ...read.requires.map(one => `needs ${one.kind ?? ''} ${one.id}`),
    ...read.labels.map(label => `label ${label}`),
    ...undecided,
  ];
  return [`${ids(read.parents)} < ${read.id}`, ...more].join('; ');
}

function ids(references: readonly Reference[]): string {
  return references.map(({ id }) => `'${id}'`).join(' ') || 'base';
}

const b2 = (down: string, more = ''): string => `revision = 'b2'\ndown_revision = ${down}\n${more}`;

test('a revision, complete', () => {
  const source = `"""Add tax\n\nRevision ID: b2\nRevises: a1, a0\n"""\n${b2("('a1', 'a0', 'a1')", "depends_on = 'c3'\nbranch_labels = ('tax',)")}`;
  const at = (text: string, from: number): { start: number; end: number } => {
    const start = source.indexOf(text, from);
    return { start, end: start + text.length };
  };
  const down = source.indexOf('down_revision');
  const expected: Omit<Migration, 'body'> = {
    id: 'b2',
    history: 'alembic/versions',
    path: 'alembic/versions/b2_tax.py',
    literal: 'b2',
    parents: [
      { id: 'a1', spans: [at('a1', down), at('a1', at('a0', down).end), at('a1', 0)] },
      { id: 'a0', spans: [at('a0', down), at('a0', 0)] },
    ],
    requires: [{ id: 'c3', kind: 'label', spans: [at('c3', 0)] }],
    before: [],
    replaces: [],
    labels: ['tax'],
    undecided: [],
  };
  expect(readOne(source)).toEqual({ ...expected, body: expect.stringMatching(/^[\da-f]{16}$/) as string });
});

test.each([
  ['str', `'a1'`, "'a1' < b2"],
  ['None', 'None', 'base < b2'],
  ['tuple', `('a1', 'a2')`, "'a1' 'a2' < b2"],
  ['list', `['a1', 'a2']`, "'a1' 'a2' < b2"],
  ['(x,) == x', `('a1',)`, "'a1' < b2"],
  ['() is a base', '()', 'base < b2'],
  ['[] is a base', '[]', 'base < b2'],
  ["'' is a base up to Alembic 1.12, KeyError since 1.13", `''`, 'base < b2'],
  ["KeyError: '' in a tuple", `('',)`, "'' < b2"],
  ['the same parent twice', `('a1', 'a1')`, "'a1' < b2"],
  ['a partial id is a KeyError', `'a'`, "'a' < b2"],
  ['_base + "1111" is legal: a module is executed', `_base + '1'`, "'a1' < b2"],
  ['a number', '1', 'not-a-migration: down_revision is neither a string nor a list of strings'],
  ['a tuple with None', `('a1', None)`, 'not-a-migration: down_revision is neither a string nor a list of strings'],
  ['bytes', `b'a1'`, "base < b2; down_revision undecided, bytes are no string: b'a1', hides leaves"],
  [
    'alembic-git-revisions',
    'get_down_revision(revision)',
    'base < b2; down_revision undecided, a call: get_down_revision(revision), hides leaves',
  ],
  ['a computed id in a tuple', `('a1', other())`, "'a1' < b2; down_revision undecided, a call: other(), hides leaves"],
])('down_revision: %s', (_, down, expected) => expect(told(`_base = 'a'\n${b2(down)}`)).toBe(expected));

test.each([
  ['annotated, as in the template of today', `revision: str = 'b2'\ndown_revision: Union[str, None] = 'a1'`, "'a1' < b2"],
  ['depends_on a full id or branch label', b2(`'a1'`, `depends_on = ('c3', 'tax')`), "'a1' < b2; needs label c3; needs label tax"],
  ['depends_on computed', b2(`'a1'`, 'depends_on = f()'), "'a1' < b2; depends_on undecided, a call: f(), hides order"],
  ['branch_labels', b2(`'a1'`, `branch_labels = ['tax']`), "'a1' < b2; label tax"],
  [
    'branch_labels computed',
    b2(`'a1'`, 'branch_labels = (cli.EXPAND,)'),
    "'a1' < b2; branch_labels undecided, an attribute: cli.EXPAND, hides label",
  ],
  [
    'revision computed',
    `revision = f()\ndown_revision = 'a1'`,
    "'a1' < alembic/versions/b2_tax.py; revision undecided, a call: f(), hides leaves",
  ],
  ['two assignments', `${b2(`'a1'`)}down_revision = 'a2'`, "'a2' < b2"],
  [
    'a helper module',
    'x = 1',
    "not-a-migration: Could not determine revision id from filename b2_tax.py. Be sure the 'revision' variable is declared inside the script",
  ],
  ['a missing down_revision is no base', `revision = 'b2'`, "not-a-migration: module has no attribute 'down_revision'"],
  ['a revision that is no string', `revision = 1\ndown_revision = None`, 'not-a-migration: revision is not a string'],
  [
    '@ - + : are forbidden',
    `revision = 'b-2:x'\ndown_revision = None`,
    "not-a-migration: Character(s) '-, :' not allowed in revision identifier 'b-2:x'",
  ],
  ['the docstring is not read', `"""Revision ID: z9\n\nRevises: y8\n"""\n${b2(`'a1'`)}`, "'a1' < b2"],
  [
    'a star import',
    'from base import *',
    'base < alembic/versions/b2_tax.py; revision undecided, may come from a star import: from base import *, hides leaves; down_revision undecided, may come from a star import: from base import *, hides leaves',
  ],
  ['a broken file', `${b2(`'a1'`)}x = (`, 'syntax: a bracket was never closed'],
  ['a conflict', `<<<<<<< a\n${b2(`'a1'`)}=======\n>>>>>>> b\n`, 'conflict-markers: conflict marker: <<<<<<< a'],
  ['a newer Python in a body', `${b2(`'a1'`)}def upgrade():\n    try: pass\n    except A, B: pass\n`, "'a1' < b2"],
])('a file: %s', (_, source, expected) => expect(told(source)).toBe(expected));

test.each([
  ['^[a-f0-9]+\\.py$ uses the name as a legacy id', 'ab12.py', `down_revision = None`, 'base < ab12'],
  [
    'but not in place of an id that is computed',
    'ab12.py',
    `revision = new_id()\ndown_revision = None`,
    'base < alembic/versions/ab12.py; revision undecided, a call: new_id(), hides leaves',
  ],
  ['then AttributeError if there is no down_revision', 'ab12.py', '', "not-a-migration: module has no attribute 'down_revision'"],
  ['.b.py is loaded', '.b.py', b2('None'), 'base < b2'],
  ['_x.py is loaded', '_x.py', b2('None'), 'base < b2'],
  ['"b copy.py" is loaded', 'b copy.py', b2('None'), 'base < b2'],
  ['.#b.py is not', '.#b.py', b2('None'), 'not loaded'],
  ['__init__* is not', '__init__old.py', b2('None'), 'not loaded'],
  ['.pyc is not', 'b.pyc', b2('None'), 'not loaded'],
])('file set: %s', (_, name, source, expected) => expect(told(source, name)).toBe(expected));

describe('body', () => {
  const body = (source: string): string => alembic.read.extract(Buffer.from(source)).body;
  const upgrade = `\n\ndef upgrade():\n    op.drop_table('shop')\n`;
  test.each([
    ['another revision and parent', `"""Add\n\nRevision ID: c3\n"""\n${b2(`('x', 'y')`).replace('b2', 'c3')}${upgrade}`, true],
    ['annotations', `revision: str = 'b2'\ndown_revision: str = 'a1'\nbranch_labels = None${upgrade}`, true],
    ['comments and layout', `# c\n${b2(`'a1'`)}\n\n\ndef upgrade():\n\n  # drop\n  op.drop_table( 'shop' )`, true],
    ['another table', `${b2(`'a1'`)}${upgrade.replace('shop', 'stock')}`, false],
    ['another block structure', `${b2(`'a1'`)}\n\ndef upgrade(): pass\nop.drop_table('shop')\n`, false],
  ])('%s', (_, source, same) => expect(body(source) === body(`${b2(`'a1'`)}${upgrade}`)).toBe(same));
});
