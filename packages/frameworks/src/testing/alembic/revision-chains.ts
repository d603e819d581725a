import fc, { type Arbitrary } from 'fast-check';

/** An Alembic revision whose `upgrade()` has these statements. */
export function revisionOf(statements: readonly string[]): string {
  return `from alembic import op\nimport sqlalchemy as sa\n\n\ndef upgrade():\n${statements.map(one => `    ${one}\n`).join('')}`;
}

export function batchStatement(table: string, directive: string): string {
  return `with op.batch_alter_table('${table}') as batch_op:\n        batch_op.${directive}`;
}

const note = "sa.Column('note', sa.String(9))";

/** Three tables, one of which refers to another, with an index, a constraint and a row: what both revisions start from. */
export const baseRevision = revisionOf([
  `op.create_table('teams', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('label', sa.String(9)), ${note})`,
  `op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(9)), sa.Column('age', sa.Integer()), sa.Column('team_id', sa.Integer(), sa.ForeignKey('teams.id', name='fk_a')), ${note}, sa.UniqueConstraint('name', name='uq_a'))`,
  `op.create_table('tags', sa.Column('id', sa.Integer(), primary_key=True), ${note})`,
  "op.create_index('ix_a', 'users', ['age'])",
  'op.execute("INSERT INTO tags (id, note) VALUES (1, \'a\')")',
]);

const table = fc.constantFrom('users', 'teams', 'tags');
const freeColumn = fc.constantFrom<[string, string][]>(['users', 'note'], ['teams', 'note'], ['teams', 'label'], ['tags', 'note']);
const anyColumn = fc.oneof(
  { weight: 3, arbitrary: freeColumn },
  { weight: 1, arbitrary: fc.constantFrom<[string, string][]>(['users', 'age'], ['users', 'team_id']) },
);
const newColumn = fc.constantFrom('extra', 'other');
const type = fc.constantFrom('sa.String(9)', 'sa.String(20)', 'sa.Integer()');
const index = fc.constantFrom('ix_a', 'ix_b', 'ix_c');
const name = fc.constantFrom('new', 'newer');

function statementOf<T extends unknown[]>(parts: { [K in keyof T]: Arbitrary<T[K]> }, write: (...parts: T) => string): Arbitrary<string> {
  return fc.tuple<T>(...parts).map(drawn => write(...drawn));
}

const statement = fc.oneof(
  {
    weight: 4,
    arbitrary: statementOf([table, newColumn, type], (of, column, kind) => `op.add_column('${of}', sa.Column('${column}', ${kind}))`),
  },
  { weight: 3, arbitrary: freeColumn.map(([of, column]) => `op.drop_column('${of}', '${column}')`) },
  {
    weight: 4,
    arbitrary: statementOf([anyColumn, type], ([of, column], kind) => batchStatement(of, `alter_column('${column}', type_=${kind})`)),
  },
  {
    weight: 3,
    arbitrary: statementOf([freeColumn, newColumn], ([of, column], to) =>
      batchStatement(of, `alter_column('${column}', new_column_name='${to}')`),
    ),
  },
  {
    weight: 3,
    arbitrary: statementOf([index, anyColumn], (called, [of, column]) => `op.create_index('${called}', '${of}', ['${column}'])`),
  },
  { weight: 1, arbitrary: fc.constantFrom("op.drop_index('ix_a')", "op.drop_index('ix_a', table_name='users')") },
  {
    weight: 2,
    arbitrary: statementOf([anyColumn], ([of, column]) => batchStatement(of, `create_unique_constraint('uq_b', ['${column}'])`)),
  },
  { weight: 1, arbitrary: fc.constantFrom('uq_a', 'fk_a').map(called => batchStatement('users', `drop_constraint('${called}')`)) },
  {
    weight: 2,
    arbitrary: statementOf(
      [name, table],
      (called, of) =>
        `op.create_table('${called}', sa.Column('id', sa.Integer()), sa.Column('up', sa.Integer(), sa.ForeignKey('${of}.id')))`,
    ),
  },
  { weight: 2, arbitrary: fc.constant("op.drop_table('tags')") },
  { weight: 2, arbitrary: statementOf([table, name], (of, to) => `op.rename_table('${of}', '${to}')`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('op.execute("UPDATE tags SET note = \'b\'")', 'op.execute("INSERT INTO tags (id, note) VALUES (2, \'c\')")'),
  },
);

/** One or two statements; not every revision is one that Alembic can run. */
export const revision = fc.array(statement, { minLength: 1, maxLength: 2 }).map(revisionOf);
