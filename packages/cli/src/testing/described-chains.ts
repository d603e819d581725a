import type { RepoFiles } from '@oneleaf/git/testing';
import { ALEMBIC, script } from './spec-project.js';

const at = (id: string): string => `db/scripts/versions/${id}.py`;
const lines = (...all: readonly string[]): string => all.join('\n    ');

/** Of everything that is read a little: bound tables and lists, batches, SQL, parameters, a fork and its merge. */
const byHand: RepoFiles = {
  ...ALEMBIC,
  [at('bbbb')]: script(
    'bbbb',
    'aaaa',
    lines(
      "roles = op.create_table('roles', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.Text, unique=True))",
      "rows = [{'name': 'a'}, {'name': 'b'}]",
      'op.bulk_insert(roles, rows)',
      "op.execute('INSERT INTO roles (name) VALUES (\\'c;d\\'), (\\'e\\')')",
      'op.get_bind()',
      'bind = op.get_bind()',
      "bind.execute(sa.text('INSERT INTO roles (name) VALUES (:n)'), [{'n': 'x'}, {'n': 'y'}, {'n': 'z'}])",
    ),
  ),
  [at('cccc')]: script(
    'cccc',
    'bbbb',
    lines(
      "op.add_column('roles', sa.Column('rank', sa.Integer))",
      "with op.batch_alter_table('roles') as batch:",
      "    batch.alter_column('rank', new_column_name='level')",
      "    batch.add_column(sa.Column('note', sa.Text))",
      "op.create_index('ix_level', 'roles', ['level'])",
      'op.execute("UPDATE roles SET note = \'x\'")',
    ),
  ),
  [at('dddd')]: script('dddd', 'bbbb', lines("op.rename_table('shop_item', 'items')", "op.execute('INSERT INTO items DEFAULT VALUES')")),
  [at('eeee')]: script('eeee', null, 'pass').replace('down_revision = None', "down_revision = ('cccc', 'dddd')"),
  [at('ffff')]: script(
    'ffff',
    'eeee',
    lines(
      "with op.batch_alter_table('roles') as batch:",
      "    batch.drop_column('note')",
      "tags = op.create_table('tags', sa.Column('name', sa.Text))",
      "for name in ('a', 'b'):",
      "    op.bulk_insert(tags, [{'name': name}])",
      "op.bulk_insert(sa.table('items', sa.column('id')), [{'id': n} for n in range(5, 9)])",
    ),
  ),
  [at('fghi')]: script(
    'fghi',
    'ffff',
    lines(
      "op.execute('CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, body TEXT, CHECK (id > 0))')",
      "op.execute('ALTER TABLE notes ADD COLUMN rank NUMERIC(5, 2) DEFAULT 0')",
      "op.execute('ALTER TABLE notes RENAME COLUMN body TO text')",
      "op.execute('CREATE INDEX IF NOT EXISTS ix_text ON notes (text)')",
      "op.execute('CREATE TABLE gone (id INTEGER)')",
      "op.execute('DROP TABLE IF EXISTS gone')",
      "op.execute('INSERT INTO notes (text) VALUES (\\'a\\')')",
    ),
  ),
  [at('gggg')]: script('gggg', 'fghi', lines("op.drop_table('tags')", "op.execute('DELETE FROM items')")),
};

/** Tables as they have become so far, and what may happen to one of them next. */
class RandomSchema {
  private readonly tables = new Map<string, string[]>();

  constructor(private state: number) {}

  /** The statements of one more revision. */
  next(step: number): string {
    const names = [...this.tables.keys()];
    const table = names[this.pick(Math.max(1, names.length))];
    const columns = this.tables.get(table ?? '') ?? [];
    const at: SchemaStep = { step, table: table ?? '', columns };
    const deeds = [
      (): string => this.make(at),
      (): string => this.widen(at),
      (): string => this.narrow(at),
      (): string => this.end(at),
      (): string => this.fill(at),
      (): string => this.fillBySql(at),
    ];
    return deeds[table === undefined ? 0 : this.pick(deeds.length)]?.() ?? '';
  }

  /** A pseudo-random number (Lehmer's generator). */
  private pick(below: number): number {
    this.state = (this.state * 48271) % 2147483647;
    return this.state % below;
  }

  private make({ step }: SchemaStep): string {
    const made = Array.from({ length: 2 + this.pick(3) }, (_, index) => `c${step}_${index}`);
    this.tables.set(`t${step}`, made);
    const columns = made.map(name => `sa.Column('${name}', sa.Text)`);
    return `op.create_table('t${step}', sa.Column('id', sa.Integer, primary_key=True), ${columns.join(', ')})`;
  }

  private widen({ step, table, columns }: SchemaStep): string {
    columns.push(`x${step}`);
    return `op.add_column('${table}', sa.Column('x${step}', sa.Text))`;
  }

  private narrow({ table, columns }: SchemaStep): string {
    if (columns.length < 2) return 'pass';
    return lines(`with op.batch_alter_table('${table}') as batch:`, `    batch.drop_column('${columns.shift() ?? ''}')`);
  }

  private end({ step, table, columns }: SchemaStep): string {
    if (this.tables.size < 4) return 'pass';
    this.tables.delete(table);
    if (this.pick(2) === 0) return `op.drop_table('${table}')`;
    this.tables.set(`r${step}`, columns);
    return `op.rename_table('${table}', 'r${step}')`;
  }

  private fill({ table, columns: [column = ''] }: SchemaStep): string {
    const rows = this.rows().map(row => `{'${column}': '${row}'}`);
    return `op.bulk_insert(sa.table('${table}', sa.column('${column}')), [${rows.join(', ')}])`;
  }

  private fillBySql({ table, columns: [column = ''] }: SchemaStep): string {
    const rows = this.rows().map(row => `('${row}')`);
    return `op.execute("INSERT INTO ${table} (${column}) VALUES ${rows.join(', ')}")`;
  }

  private rows(): readonly string[] {
    return Array.from({ length: 1 + this.pick(4) }, (_, index) => `v${index}`);
  }
}

interface SchemaStep {
  readonly step: number;
  readonly table: string;
  readonly columns: string[];
}

/** Thirty revisions that make, fill, widen, rename and drop tables. */
function generated(seed: number): RepoFiles {
  const growth = new RandomSchema(seed * 7919);
  const ids = Array.from({ length: 30 }, (_, step) => `r${String(step).padStart(3, '0')}`);
  return {
    'db/alembic.ini': ALEMBIC['db/alembic.ini'] ?? '',
    'db/scripts/env.py': ALEMBIC['db/scripts/env.py'] ?? '',
    ...Object.fromEntries(ids.map((id, step) => [at(id), script(id, ids[step - 1] ?? null, growth.next(step))])),
  };
}

/** Models and relations, a table that is renamed, rows by SQL and by managers, and a squash beside what it replaces. */
function django(migration: (dependencies: readonly string[], operation: string) => string): RepoFiles {
  const key = "('id', models.BigAutoField(primary_key=True, serialize=False))";
  const add = `

def add(apps, schema_editor):
    Tag = apps.get_model('shop', 'Tag')
    Tag.objects.create(name='c')
`;
  const operations = (...all: readonly string[]): string => all.join(', ');
  return {
    'shop/migrations/0002_tag.py': migration(
      ['shop.0001_initial'],
      operations(
        `migrations.CreateModel('Tag', [${key}, ('title', models.TextField())])`,
        "migrations.RenameField('tag', 'title', 'name')",
        "migrations.AddField('item', 'tag', models.ForeignKey('shop.Tag', models.CASCADE, null=True))",
        "migrations.AddField('item', 'old', models.IntegerField(null=True))",
        "migrations.AddField('item', 'tags', models.ManyToManyField('shop.Tag', related_name='+'))",
      ),
    ),
    'shop/migrations/0003_rows.py': migration(
      ['shop.0002_tag'],
      operations(
        "migrations.RunSQL(\"INSERT INTO shop_tag (name) VALUES ('a'), ('b')\")",
        'migrations.RunPython(add)',
        "migrations.RemoveField('item', 'old')",
      ),
    ).replace('\n\nclass', `${add}\n\nclass`),
    'cart/migrations/0002_label.py': migration(
      ['cart.0001_initial', 'shop.0003_rows'],
      operations(
        `migrations.CreateModel('Label', [${key}])`,
        "migrations.AlterModelTable('label', 'labels')",
        "migrations.RunSQL(['INSERT INTO labels (id) VALUES (1)', 'INSERT INTO labels (id) VALUES (2)'])",
        `migrations.CreateModel('Gone', [${key}])`,
        "migrations.DeleteModel('Gone')",
        "migrations.RenameModel('Item', 'Thing')",
      ),
    ),
    'cart/migrations/0003_note.py': migration(['cart.0002_label'], "migrations.AddField('thing', 'note', models.TextField(default=''))"),
    'cart/migrations/0003_squashed_0003_note.py': migration(
      ['cart.0002_label'],
      "migrations.AddField('thing', 'note', models.TextField(default=''))",
    ).replace('    dependencies', "    replaces = [('cart', '0003_note')]\n    dependencies"),
  };
}

export const chains = { byHand, generated, django };
