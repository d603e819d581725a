import { spawnSync } from 'node:child_process';
import { alembic } from '../alembic/alembic.js';
import { styleLines } from '../testing/style-lines.js';
import { describeWithPython } from '../testing/python.js';

/** Directives with the argument that keeps them from failing a second time, and the SQL that Alembic then writes. */
const directives: [code: string, guard: string, sql: string][] = [
  ["op.create_table('t', sa.Column('c', sa.Integer())", 'if_not_exists', 'CREATE TABLE IF NOT EXISTS'],
  ["op.drop_table('t'", 'if_exists', 'DROP TABLE IF EXISTS'],
  ["op.add_column('t', sa.Column('c', sa.Integer())", 'if_not_exists', 'ADD COLUMN IF NOT EXISTS'],
  ["op.drop_column('t', 'c'", 'if_exists', 'DROP COLUMN IF EXISTS'],
  ["op.create_index('i', 't', ['c']", 'if_not_exists', 'CREATE INDEX IF NOT EXISTS'],
  ["op.drop_index('i', 't'", 'if_exists', 'DROP INDEX IF EXISTS'],
  ["op.drop_constraint('k', 't'", 'if_exists', 'DROP CONSTRAINT IF EXISTS'],
];

/** What the real Alembic would send to PostgreSQL, or the name of its error. */
const program = `
import io, sys, warnings, sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
warnings.simplefilter('ignore')
for code in sys.stdin.read().splitlines():
    out = io.StringIO()
    op = Operations(MigrationContext.configure(dialect_name='postgresql', opts={'as_sql': True, 'output_buffer': out}))
    try:
        exec(code)
        print(' '.join(out.getvalue().split()))
    except TypeError as error:
        print('TypeError')
`;

function rendered(python: string, codes: readonly string[]): readonly string[] {
  return spawnSync(python, ['-B', '-c', program], { input: codes.join('\n'), encoding: 'utf8' })
    .stdout.trimEnd()
    .split('\n');
}

const unguarded = (code: string): boolean =>
  styleLines(alembic, `import sqlalchemy as sa\nfrom alembic import op\ndef upgrade():\n    ${code}\n`).some(line =>
    line.startsWith('unguarded'),
  );

describeWithPython('what Alembic can guard', ({ newest }) => {
  test('every directive that is asked to say so makes SQL that says so, and is found without', () => {
    const guarded = directives.map(([code, guard]) => `${code}, ${guard}=True)`);
    expect(rendered(newest, guarded)).toEqual(directives.map(([, , sql]): unknown => expect.stringContaining(sql)));
    expect(guarded.filter(unguarded)).toEqual([]);
    expect(directives.map(([code]) => `${code})`).filter(code => !unguarded(code))).toEqual([]);
  });

  test('a batch cannot drop a constraint so, nor a table be renamed so: neither is found', () => {
    const batch = "exec(\"with op.batch_alter_table('t') as batch: batch.drop_constraint('k', if_exists=True)\")";
    expect(rendered(newest, [batch, "op.rename_table('a', 'b', if_exists=True)"])).toEqual(['TypeError', 'TypeError']);
    expect(["with op.batch_alter_table('t') as batch: batch.drop_constraint('k')", "op.rename_table('a', 'b')"].filter(unguarded)).toEqual(
      [],
    );
  });

  test('a key says ON DELETE where it is told to', () => {
    const key = "op.create_foreign_key('k', 't', 'u', ['c'], ['d']";
    const [silent = '', told = ''] = rendered(newest, [`${key})`, `${key}, ondelete='CASCADE')`]);
    expect([silent.includes('ON DELETE'), told.includes('ON DELETE CASCADE')]).toEqual([false, true]);
    const found = (code: string): readonly string[] =>
      styleLines(alembic, `import sqlalchemy as sa\nfrom alembic import op\ndef upgrade():\n    op.execute("""${code}""")\n`);
    // What Alembic writes is read as what it was written from.
    expect([silent, told].map(sql => found(sql).some(line => line.startsWith('key')))).toEqual([true, false]);
  });
});
