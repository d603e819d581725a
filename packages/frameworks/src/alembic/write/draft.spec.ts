import { draftBehindLeaves, containing, requiredDraft } from '../../testing/draft-runs.js';
import type { TreeFiles } from '../../testing/oracle.js';
import { alembic } from '../alembic.js';
import { stockTemplates } from './stock-templates.js';

const rev = (id: string, down?: string): string => `revision = '${id}'\ndown_revision = ${down === undefined ? 'None' : `'${down}'`}\n`;

/** A script directory whose revisions stand behind one another, as `id` or `id: file`. */
function db(revisions: readonly string[], more: TreeFiles = {}): TreeFiles {
  const ids = revisions.map(one => one.split(': ')[0] ?? '');
  const files = revisions.map((one, at): [string, string] => [
    `db/versions/${one.split(': ')[1] ?? ids[at] ?? ''}.py`,
    rev(ids[at] ?? '', ids[at - 1]),
  ]);
  const ini = '[alembic]\nscript_location = db\n';
  return { 'alembic.ini': ini, 'db/script.py.mako': stockTemplates.plain, ...Object.fromEntries(files), ...more };
}

test('a whole file', () => {
  expect(requiredDraft(alembic, db(['a1b2c3d4e5f6']), { name: 'Add tax' })).toEqual({
    path: 'db/versions/c0ffee123456_add_tax.py',
    text: `"""Add tax

Revision ID: c0ffee123456
Revises: a1b2c3d4e5f6
Create Date: 2024-05-01 12:34:56

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c0ffee123456'
down_revision = 'a1b2c3d4e5f6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
`,
    literal: 'c0ffee123456',
    avoided: [],
    notes: [],
  });
});

test.each([
  ['names behind numbers', ['001_initial', '002_core'], [], ['003_add_tax', '003_add_tax']],
  ['numbers alone', ['0001: 0001_initial', '0002: 0002_core'], [], ['0003', '0003_add_tax']],
  ['names behind numbers, files called otherwise', ['001_initial: first', '002_core'], [], ['003_add_tax', '003_add_tax_add_tax']],
  ['a number that another branch has', ['001_initial', '002_core'], ['003_zones'], ['004_add_tax', '004_add_tax']],
  ['one that is random', ['001_initial', 'a1b2c3d4e5f6'], [], ['c0ffee123456', 'c0ffee123456_add_tax']],
  ['random ones of digits alone', ['123456789012', '210987654321'], [], ['c0ffee123456', 'c0ffee123456_add_tax']],
  ['numbers of unlike width', ['01', '0002'], [], ['c0ffee123456', 'c0ffee123456_add_tax']],
])('ids: %s', (_, revisions, taken, [literal, file]) => {
  const draft = requiredDraft(alembic, db(revisions), { name: 'Add tax', taken });
  expect([draft.literal, draft.path, draft.avoided]).toEqual([literal, `db/versions/${file ?? ''}.py`, taken]);
});

test('an id that is counted fits into the column that Alembic keeps it in', () => {
  const { literal } = requiredDraft(alembic, db(['001_initial']), { name: 'a message that is much longer than any id' });
  expect([literal, literal.length <= 32]).toEqual(['002_a_message_that_is_much', true]);
});

test('a merge without a name says what it joins', () => {
  const { path, text } = requiredDraft(alembic, { ...db(['a1', 'b2']), 'db/versions/c3.py': rev('c3', 'a1') }, {});
  expect(path).toBe('db/versions/c0ffee123456_merge_b2_and_c3.py');
  expect(text).toContain('Revises: b2, c3\n');
  expect(text).toContain("down_revision = ('b2', 'c3')\n");
});

const locations = '[alembic]\nscript_location = db\nversion_locations = one two\n';
const deep = '[alembic]\nscript_location = db\nrecursive_version_locations = true\n';

test.each([
  [
    'beside its parent, where there are several locations',
    { 'alembic.ini': locations, 'one/a1.py': rev('a1'), 'two/b2.py': rev('b2', 'a1') },
    'two',
  ],
  ['in the location that is read with all its folders', { 'alembic.ini': deep, 'db/versions/2023/a1.py': rev('a1') }, 'db/versions'],
  ['beside its parent, where nothing tells the location', { 'db/versions/2023/a1.py': rev('a1') }, 'db/versions/2023'],
])('it goes %s', (_, files, folder) => {
  expect(requiredDraft(alembic, files, { name: 'tax' }).path).toBe(`${folder}/c0ffee123456_tax.py`);
});

test.each([
  ['no template', { 'db/script.py.mako': undefined }, 'there is no script.py.mako', 'down_revision: Union'],
  [
    'a template with code',
    { 'db/script.py.mako': '<% x = 1 %>\nrevision = ${repr(up_revision)}' },
    'has expressions that only Mako can fill in',
    "\ndown_revision = 'a1'",
  ],
  [
    'one with a loop',
    { 'db/script.py.mako': '% for x in y:\n% endfor\nrevision: str = 1' },
    'has expressions that only Mako can fill in',
    'down_revision: Union',
  ],
  [
    'one with a call',
    { 'db/script.py.mako': '${message.upper()}' },
    'has expressions that only Mako can fill in',
    "\ndown_revision = 'a1'",
  ],
  [
    'one with a name that Alembic gives nothing for',
    { 'db/script.py.mako': '${ticket}' },
    'has expressions that only Mako can fill in',
    "\ndown_revision = 'a1'",
  ],
  [
    'one with an `if` that nobody ends',
    { 'db/script.py.mako': '% if message:\n' },
    'has expressions that only Mako can fill in',
    "\ndown_revision = 'a1'",
  ],
  [
    'one with an end too many',
    { 'db/script.py.mako': '% endif\n' },
    'has expressions that only Mako can fill in',
    "\ndown_revision = 'a1'",
  ],
  [
    "one with the name of a thing of JavaScript's",
    { 'db/script.py.mako': '${constructor} ${message | toString}' },
    'has expressions that only Mako can fill in',
    '',
  ],
])("%s: Alembic's own template is taken, and that is said", (_, more, note, expected) => {
  const files = Object.fromEntries(
    Object.entries({ ...db(['a1']), ...more }).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])),
  );
  const { text, notes } = requiredDraft(alembic, files, { name: 'tax' });
  expect(notes).toEqual([containing(note)]);
  expect(text).toContain(expected);
});

test('a template of several databases is left to Alembic', () => {
  const files = db(['a1'], { 'db/script.py.mako': '<% x %>\ndef upgrade(engine_name):\n    pass\n' });
  expect(draftBehindLeaves(alembic, files, { name: 'tax' })).toEqual({ reason: containing('one function for each database') });
});

test.each([
  ['file_template = %%(ticket)s', 'file_template cannot be read'],
  ['file_template = %%(year)x', 'file_template cannot be read'],
  ['file_template = %%(rev)d', 'file_template cannot be read'],
  ['timezone = Middle/Earth', 'the time zone Middle/Earth is not known'],
  ['[post_write_hooks]\nhooks = black', 'post_write_hooks were not run on the new file: black'],
])('%s is told', (option, note) => {
  const files = db(['a1'], { 'alembic.ini': `[alembic]\nscript_location = db\n${option}\n` });
  const { path, notes } = requiredDraft(alembic, files, { name: 'tax' });
  expect([path, notes]).toEqual(['db/versions/c0ffee123456_tax.py', [containing(note)]]);
});
