import type { Operation } from '@oneleaf/core';
import { operationLines, operationsIn } from '../../testing/operation-lines.js';
import { alembic } from '../alembic.js';

const header = `from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'b'
down_revision = 'a'
status = postgresql.ENUM('on', 'off', name='status')
TABLE = 'users'


def helper():
    op.drop_table('old')


def helper_of(table):
    op.drop_table(table)

`;

function read(body: string): readonly Operation[] | 'opaque' {
  const lines = body.split('\n').map(line => `    ${line}`);
  return operationsIn(alembic, `${header}\ndef upgrade() -> None:\n${lines.join('\n')}\n`);
}

test.each([
  ["op.add_column('users', sa.Column('born', sa.Date(), nullable=True))", ['add column users/born (Date)']],
  ["op.add_column(TABLE, sa.Column('born', sa.Date))", ['add column users/born (Date)']],
  ["op.add_column(table_name='users', column=sa.Column('born', sa.Date()), schema='crm')", ['add column crm.users/born (Date)']],
  ["op.add_column('users', sa.Column('born', sa.Date()), schema='public')", ['add column users/born (Date)']],
  [
    "op.add_column('users', sa.Column('team_id', sa.Integer(), sa.ForeignKey('orgs.teams.id', ondelete='CASCADE')))",
    ['add column users/team_id (Integer)', 'use table orgs.teams', 'use column orgs.teams/id'],
  ],
  ["op.add_column('users', sa.Column('state', sa.Enum('a', 'b', name='state')))", ['add column users/state (Enum)', 'use type state']],
  ["op.drop_column('users', 'born')", ['remove column users/born with its data']],
  ["op.alter_column('users', 'born', existing_type=sa.Date(), nullable=False)", ['alter column users/born']],
  ["op.alter_column('users', 'born', new_column_name='birth')", ['rename column users/born -> birth', 'add column users/birth']],
  [
    "op.create_table('users',\n    sa.Column('id', sa.Integer(), primary_key=True),\n    sa.Column('state', sa.Enum('a', name='state')),\n    sa.Column('boss', sa.ForeignKey('users.id')),\n    sa.ForeignKeyConstraint(['team'], ['teams.id'], name=op.f('fk')),\n    sa.PrimaryKeyConstraint('id'),\n)",
    ['add table users', 'add type state', 'add constraint users/fk', 'use table teams', 'use column teams/id'],
  ],
  ["op.create_table('users', *columns)", ['create_table has arguments that are computed']],
  ["op.drop_table('users', schema='crm')", ['remove table crm.users with its data']],
  ["op.rename_table('users', 'people', schema='crm')", ['rename table crm.users -> crm.people', 'add table crm.people']],
  [
    "op.create_index(op.f('ix_users_born'), 'users', ['born', 'name'], unique=False)",
    ['add index users/ix_users_born', 'use table users', 'use column users/born', 'use column users/name'],
  ],
  ["op.create_index('ix', 'users', [sa.text('lower(name)')])", ['add index users/ix', 'use table users', 'use column users/*']],
  ["op.drop_index('ix')", ['remove index */ix', 'use table *', 'use column */*']],
  ["op.drop_index('ix', table_name='users')", ['remove index users/ix', 'use table users', 'use column users/*']],
  ["op.create_unique_constraint('uq', 'users', ['born'])", ['add constraint users/uq', 'use table users', 'use column users/born']],
  ["op.create_unique_constraint(None, 'users', ['born'])", ['use table users', 'use column users/born']],
  ["op.create_check_constraint('ck', 'users', 'born > 0')", ['add constraint users/ck', 'use table users', 'use column users/*']],
  [
    "op.create_foreign_key('fk', 'users', 'teams', ['team_id'], ['id'], ondelete='CASCADE')",
    ['add constraint users/fk', 'use table users', 'use column users/team_id', 'use table teams', 'use column teams/id'],
  ],
  ["op.drop_constraint('uq', 'users', type_='unique')", ['remove constraint users/uq', 'use table users', 'use column users/*']],
  [
    "with op.batch_alter_table('users', schema=None) as batch_op:\n    batch_op.add_column(sa.Column('born', sa.Date()))\n    batch_op.drop_column('age')\n    batch_op.create_index(batch_op.f('ix'), ['born'])\n    batch_op.create_foreign_key(None, 'teams', ['team_id'], ['id'])",
    [
      'add column users/born (Date)',
      'remove column users/age with its data',
      'add index users/ix',
      'use table users',
      'use column users/born',
      'use table users',
      'use column users/team_id',
      'use table teams',
      'use column teams/id',
    ],
  ],
  [
    "with op.batch_alter_table('users', None, recreate='always') as b:\n    b.alter_column('age', type_=sa.Text())",
    ['alter column users/age'],
  ],
  ['with op.get_context().autocommit_block():\n    op.execute("ALTER TYPE status ADD VALUE \'gone\'")', ['alter type status']],
  ["with opened() as op2:\n    op.drop_table('a')", ['drop_table stands in `with`', 'remove table a with its data']],
  ["op.execute('SET LOCAL lock_timeout = 100')", []],
  ['op.execute(sa.text("UPDATE users SET a = 1"))', ['execute runs SQL', 'use table users', 'use column users/*']],
  ["op.execute(f'DROP TABLE {x}')", ['execute runs SQL']],
  ["op.execute('DROP TABLE a; DROP TABLE b')", ['execute runs SQL']],
  ["op.execute('DROP TYPE IF EXISTS status;')", ['remove type status']],
  [
    "conn = op.get_bind()\nconn.execute(sa.text('DELETE FROM crm.users'))",
    ['execute runs SQL', 'use table crm.users', 'use column crm.users/*'],
  ],
  ['status.create(op.get_bind(), checkfirst=True)', ['add type status']],
  ["sa.Enum('a', name='state').drop(op.get_bind())", ['remove type state']],
  [
    "op.bulk_insert(sa.table('roles', sa.column('name')), [{'name': 'a'}])",
    ['bulk_insert writes rows', 'use table roles', 'use column roles/*'],
  ],
  ["t = op.create_table('a')\nop.bulk_insert(t, [])", ['add table a', 'bulk_insert writes rows']],
  [
    "if found():\n    op.drop_table('a')\nelse:\n    op.drop_table('b')",
    ['drop_table stands in `if`', 'remove table a with its data', 'drop_table stands in `else`', 'remove table b with its data'],
  ],
  [
    "if found():\n    return\nop.drop_table('a')",
    ['drop_table stands after a `return` that may come first', 'remove table a with its data'],
  ],
  ["for name in ('a', 'b'):\n    op.drop_table(name)", ['drop_table has arguments that are computed']],
  ["for table in tables:\n    with op.batch_alter_table(table) as b:\n        b.drop_column('x')", ['drop_column calls b.drop_column']],
  ["logger.info('done %s', TABLE)\nlog.warning('slow')", []],
  ["logger.handle('done')", ['handle calls logger.handle']],
  ['helper()', ['remove table old with its data']],
  ["helper_of('a')", ['helper_of calls helper_of']],
  ["def inner():\n    op.drop_table('a')\ninner()", ['inner calls inner']],
  ["users = sa.table('users', sa.column('id', sa.Integer))\nrows = [{'a': 1}]\nprint('done')\nassert rows\npass", []],
  ['rows = load()', ['load calls load']],
  ['rows = [load()]', ['statement calls what is not read']],
  ["op.frobnicate('a')", ['frobnicate is not read']],
  ["'a docstring'\n...", []],
])('%s', (body, expected) => expect(operationLines(read(body))).toEqual(expected));

test.each([
  ['no upgrade', 'from alembic import op\n'],
  ['one that is assigned', 'upgrade = make()\n'],
  ['no Python', 'def upgrade(:\n'],
])('opaque: %s', (_, text) => expect(operationsIn(alembic, text)).toBe('opaque'));

test('a function that calls itself comes to an end', () => {
  const text = 'def upgrade():\n    again()\n\ndef again():\n    again()\n';
  expect(operationLines(operationsIn(alembic, text))).toEqual(['again calls again']);
});
