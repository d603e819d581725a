import { styleLines } from '../../testing/style-lines.js';
import { alembic } from '../alembic.js';

const header = `from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'
SQL = 'DROP TABLE old'

`;

/** What is noted of an `upgrade()` with this body, which begins on line 9; its `downgrade()` does something. */
function read(body: string, before = header): readonly string[] {
  const lines = body.split('\n').map(line => `    ${line}`);
  return styleLines(alembic, `${before}\ndef upgrade():\n${lines.join('\n')}\n\n\ndef downgrade():\n    op.execute('SELECT 1')\n`);
}

const only = (aspect: string, body: string): readonly string[] =>
  read(body).flatMap(line => (line.startsWith(`${aspect} `) ? line.slice(aspect.length + 1) : []));

test.each([
  ['Base.metadata.create_all(bind=op.get_bind())', ['10 Base.metadata.create_all']],
  ['metadata.drop_all(\n    op.get_bind(),\n)', ['10 metadata.drop_all']],
  ['if fresh:\n    models.db.create_all()', ['11 models.db.create_all']],
  ['# Base.metadata.create_all()\n"""metadata.create_all()"""', []],
  ['everything = metadata.create_all', []],
])('wholesale: %j', (body, expected) => {
  expect(only('wholesale', body)).toEqual(expected);
});

test.each([
  ["op.create_table('a', sa.Column('id', sa.Integer()))", ['10 create_table a']],
  ["op.create_table('a', sa.Column('id', sa.Integer()), if_not_exists=True)", []],
  ["op.drop_table('a', if_exists=False)", ['10 drop_table a']],
  ["op.drop_table('a', **options)", []],
  ["op.add_column('a', sa.Column('b', sa.Integer()))", ['10 add_column a b']],
  ["with op.batch_alter_table('a') as batch:\n    batch.add_column(sa.Column('b'))\n    batch.drop_constraint('c')", ['11 add_column b']],
  ["op.drop_constraint('c', 'a')", ['10 drop_constraint c a']],
  ["op.create_unique_constraint('c', 'a', ['b'])", []],
  ["if not inspector.has_table('a'):\n    op.create_table('a')", []],
  ["for name in names:\n    op.drop_index('i')", ['11 drop_index i']],
  ['op.execute(SQL)', ['10 DROP TABLE']],
  ['op.execute("DROP TABLE IF EXISTS " + table)', []],
  ['op.execute("DROP TABLE " + table)', ['10 DROP TABLE']],
  ['op.execute(f"CREATE INDEX {name} ON a (b)")', ['10 CREATE INDEX']],
  ['op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON a (b)")', []],
  ['op.execute("CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)")', ['10 CREATE UNIQUE']],
  ['op.execute("""-- CREATE TABLE a\nCREATE OR REPLACE VIEW v AS SELECT 1; ALTER TABLE a ADD COLUMN b int;""")', ['10 ALTER TABLE']],
  ['op.get_bind().execute(sa.text("ALTER TYPE t ADD VALUE IF NOT EXISTS \'x\'"))', []],
  ["def later():\n    pass\nop.execute('CREATE EXTENSION citext')", ['12 CREATE EXTENSION']],
])('unguarded: %j', (body, expected) => {
  expect(only('unguarded', body)).toEqual(expected);
});

test('DDL of a downgrade, and of functions that are called', () => {
  const text = `${header}
def table(name):
    op.create_table(name)

def never():
    op.create_table('never')

def upgrade():
    table('a')

def downgrade():
    op.drop_table('a')
`;
  expect(styleLines(alembic, text)).toEqual(['unguarded 10 create_table', 'unguarded 19 drop_table a']);
});

test.each([
  ["op.create_table('a', sa.Column('b', sa.ForeignKey('c.id')))", ['10 ForeignKey c.id']],
  ["op.create_table('a', sa.Column('b', sa.ForeignKey('c.id', ondelete='CASCADE')))", []],
  ["op.create_table('a', sa.ForeignKeyConstraint(['b'], ['c.id'], ondelete=None))", ['10 ForeignKeyConstraint']],
  ["op.create_foreign_key('fk', 'a', 'c', ['b'], ['id'])", ['10 create_foreign_key fk a']],
  ["op.create_foreign_key('fk', 'a', 'c', ['b'], ['id'], ondelete='RESTRICT')", []],
  ['op.execute("ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c (id)")', ['10 ALTER TABLE']],
  ['op.execute("CREATE TABLE IF NOT EXISTS a (b int REFERENCES c(id) ON DELETE CASCADE, d int REFERENCES e)")', ['10 CREATE TABLE']],
  ['op.execute("GRANT REFERENCES ON a TO b")', []],
])('key: %j', (body, expected) => {
  expect(only('key', body)).toEqual(expected);
});

test.each([
  ["op.drop_table('a')", ['10 drop_table a']],
  ["op.alter_column('a', 'b', new_column_name='c')", ['10 alter_column a b']],
  ["op.alter_column('a', 'b', nullable=False)", ['10 alter_column a b']],
  ["op.alter_column('a', 'b', existing_nullable=False, nullable=False)", []],
  ["op.alter_column('a', 'b', existing_type=sa.String(200), type_=sa.String(length=50))", ['10 alter_column a b']],
  ["op.alter_column('a', 'b', existing_type=sa.String(50), type_=sa.Text())", []],
  ["op.alter_column('a', 'b', existing_type=sa.BigInteger(), type_=sa.Integer())", ['10 alter_column a b']],
  ['op.execute("ALTER TABLE a ALTER COLUMN b SET NOT NULL")', ['10 ALTER TABLE']],
  ['op.execute("ALTER TABLE a ADD COLUMN b int")', []],
])('unannounced: %j', (body, expected) => {
  expect(only('unannounced', body)).toEqual(expected);
});

test('what the docstring announces', () => {
  expect(read("op.drop_table('a', if_exists=True)", `"""Drop a\n\nBreaking: nobody may read it."""\n${header}`)).toEqual([]);
});

test.each([
  ["op.bulk_insert(table, [{'code': 'A'}])", '10 bulk_insert'],
  ["op.execute('UPDATE a SET b = 1')", '10 UPDATE A'],
  ['op.execute("WITH x AS (SELECT 1) INSERT INTO a SELECT * FROM x")', '10 WITH X'],
  ['connection.execute(users.insert().values(name="x"))', '10 execute'],
  ['session.add_all([User()])', '10 add_all'],
])('mixed: %j', (body, expected) => {
  expect(only('mixed', body)).toEqual([]);
  expect(only('mixed', `${body}\nop.add_column('a', sa.Column('b'))\nop.drop_table('c')`)).toEqual([expected, '11 add_column a b']);
});

const ways: [name: string, text: string, expected: readonly string[]][] = [
  ['none', 'def upgrade():\n    op.f("x")\n', ['8 there is no downgrade']],
  ['an idle one', 'def upgrade():\n    op.f("x")\n\ndef downgrade():\n    """Never."""\n    pass\n', ['11 downgrade does nothing']],
  ['one that raises', 'def upgrade():\n    op.f("x")\n\ndef downgrade():\n    raise NotImplementedError()\n', ['11 downgrade only raises']],
  ['of an upgrade that does nothing', 'def upgrade():\n    pass\n\ndef downgrade():\n    pass\n', []],
  ['imported', 'from base import downgrade\ndef upgrade():\n    op.f("x")\n', []],
];

test.each(ways)('a way back: %s', (_name, text, expected) => {
  expect(styleLines(alembic, `${header}${text}`)).toEqual(expected.map(line => `oneWay ${line}`));
});

test('a file that is no Python', () => {
  expect(styleLines(alembic, 'def upgrade(:\n')).toEqual([]);
});
