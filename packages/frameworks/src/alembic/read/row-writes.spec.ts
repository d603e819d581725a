import { operationsIn } from '../../testing/operation-lines.js';
import { rowWriteLines } from '../../testing/row-write-lines.js';
import { alembic } from '../alembic.js';

const header = `"""Seeds of all kinds

Revision ID: b
"""
from alembic import op
import sqlalchemy as sa

ROLES = [{'name': 'admin'}, {'name': 'viewer'}]
GROWN = [{'name': 'admin'}]
tags = sa.table('tags', sa.column('name'), schema='crm')


def upgrade() -> None:
`;

const read = (body: string) => operationsIn(alembic, `${header}${body.replace(/^/gm, '    ')}\n`);

test.each([
  ["op.bulk_insert(tags, [{'name': 'a'}, {'name': f()}])", ['insert crm.tags: 2']],
  ["roles = op.create_table('roles', sa.Column('name', sa.Text()))\nop.bulk_insert(roles, ROLES)", ['insert roles: 2']],
  ["rows = [dict(name='a'), {'n': 1}, *more]\nop.bulk_insert(tags, rows)", ['insert crm.tags: ?']],
  ["rows = [dict(name='a'), {'n': 1}]\nop.bulk_insert(tags, rows, multiinsert=False)", ['insert crm.tags: 2']],
  ["GROWN.append({'name': 'b'})\nop.bulk_insert(tags, GROWN)", ['insert crm.tags: ?']],
  ["op.bulk_insert(tags, [{'name': n} for n in names])", ['insert crm.tags: ?']],
  ['op.bulk_insert(tags, [])', ['insert crm.tags: 0']],
  ['op.bulk_insert(somewhere(), ROLES)', []],
  ['for row in ROLES:\n    op.bulk_insert(tags, [row])', ['insert crm.tags: ? (stands in `for`)']],
  ['if found():\n    return\nop.bulk_insert(tags, ROLES)', ['insert crm.tags: ? (stands after a `return` that may come first)']],
  ["op.execute(\"INSERT INTO roles (id, name) VALUES (1, 'a;b'), (2, 'it''s')\")", ['insert roles: 2']],
  [
    "op.execute('''INSERT INTO \"crm\".\"Roles\" VALUES (1, f(2, 3)); UPDATE roles SET a = 1; SET x = 1''')",
    ['insert crm.Roles: 1', 'update roles: ?'],
  ],
  ["op.execute('INSERT INTO roles (a) VALUES (1) RETURNING id')", ['insert roles: 1']],
  ["op.execute('INSERT INTO roles (a) VALUES (1) ON CONFLICT DO NOTHING')", ['insert roles: ?']],
  ["op.execute('INSERT INTO roles (a) SELECT a FROM old')", ['insert roles: ?']],
  ["op.execute('INSERT INTO roles DEFAULT VALUES')", ['insert roles: 1']],
  ["op.execute('DELETE FROM roles; DROP TABLE x')", ['remove table x', 'delete roles: ?']],
  ["op.execute('DELETE FROM roles; VACUUM')", ['delete roles: ?', 'and more']],
  ["op.execute('-- VALUES\\nTRUNCATE roles')", ['delete roles: ?']],
  ["conn = op.get_bind()\nconn.execute(sa.text('INSERT INTO roles (a) VALUES (:a)'), [{'a': 'x'}, {'a': 'y'}])", ['insert roles: 2']],
  ["SQL = 'INSERT INTO roles (a) VALUES (1)'\nop.execute(SQL)", ['insert roles: 1']],
  ['op.execute(f"INSERT INTO roles (a) VALUES (\'{x}\')")', []],
  ["op.execute(tags.insert().values(name='a'))", ['insert crm.tags: ?']],
  ["op.execute(sa.update(tags).where(tags.c.name == 'a').values(name='b'))", ['update crm.tags: ?']],
  [
    "op.execute('CREATE TABLE IF NOT EXISTS crm.x (id INTEGER PRIMARY KEY, \"Name\" TEXT DEFAULT \\'a,b\\', p NUMERIC(5, 2), CHECK (p > 0))')",
    ['add table crm.x (id INTEGER, Name TEXT, p NUMERIC)'],
  ],
  ["op.execute('CREATE TABLE x AS SELECT 1')", []],
  ["op.execute('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON x (a, b)')", ['add index x/ix']],
  ["op.execute('DROP TABLE IF EXISTS x CASCADE; DROP INDEX ix')", ['remove table x', 'remove index ix']],
  ["op.execute('DROP TABLE x, y')", []],
  [
    "op.execute('ALTER TABLE x ADD COLUMN IF NOT EXISTS a int CHECK (a IN (1, 2)), DROP b, ADD CONSTRAINT ck CHECK (a > 0), ADD UNIQUE (a)')",
    ['add column x/a', 'remove column x/b', 'add constraint x/ck'],
  ],
  ["op.execute('ALTER TABLE x RENAME TO y; ALTER TABLE y RENAME a TO b')", ['rename table x -> y', 'rename column y/a -> b']],
  ["op.execute('ALTER TABLE x OWNER TO me')", []],
  ["if found():\n    op.execute('CREATE TABLE x (a int)')", ['add table x (a int) [stands in `if`]']],
])('%s', (body, expected) => expect(rowWriteLines(read(body))).toEqual(expected));

test.each([
  ['', ''],
  ['"""Add roles\n\nRevision ID: b\n"""', 'Add roles'],
  ['# -*- coding: utf-8 -*-\n"""\nAdd \\"roles\\"\nand more\n"""', 'Add "roles"'],
  ['"""Revision ID: b"""', ''],
  ['import x\n"""late"""', ''],
  ['def (', ''],
])('what a revision says of itself: %j', (text, said) => expect(alembic.read.summary(Buffer.from(text))).toBe(said));
