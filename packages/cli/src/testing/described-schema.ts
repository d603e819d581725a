import type { DescribedColumn, DescribedEffect, DescribedHistory, DescribedMigration, DescribedRows } from '@oneleaf/core';
import type { SpecProject } from './spec-project.js';

/** The columns of each table, and how many rows it has; `?` where that is not reported. */
export type TableShapes = Readonly<Record<string, readonly [columns: readonly string[], rows: number | '?']>>;

interface ReplayedTable {
  readonly columns: Set<string>;
  rows: number | '?';
}

/** What a database has by the descriptions, migration by migration. */
export class SchemaReplay {
  private readonly tables = new Map<string, ReplayedTable>();
  /** The tables of Django's models. */
  private readonly models = new Map<string, string>();

  apply({ deeds, seeds, opaque }: DescribedMigration): void {
    for (const deed of deeds) this.deed(deed);
    for (const seed of seeds) this.seed(seed);
    if (opaque.length > 0) for (const table of this.tables.values()) table.rows = '?';
  }

  shape(): TableShapes {
    return Object.fromEntries([...this.tables].map(([name, { columns, rows }]) => [name, [[...columns].sort(), rows] as const]));
  }

  private deed(deed: DescribedEffect): void {
    if (deed.doubt !== undefined) return;
    if (deed.thing === 'table' || deed.thing === 'model') this.whole(deed);
    else if (deed.thing === 'column' || deed.thing === 'field') this.part(deed);
    else if (deed.thing === 'option' && deed.table !== undefined) this.move(this.of(deed), deed.table);
  }

  private whole(deed: DescribedEffect): void {
    const { does, thing, name, to = name, table } = deed;
    if (table !== undefined) this.models.set(to, table);
    const here = this.models.get(name) ?? name;
    if (does === 'add' && (thing === 'table' || table !== undefined)) this.make(here, deed.columns);
    if (does === 'remove') this.tables.delete(here);
    if (does === 'rename') this.move(here, table ?? to);
  }

  private make(name: string, columns: DescribedEffect['columns'] = []): void {
    this.tables.set(name, { columns: new Set(), rows: 0 });
    for (const column of columns) this.column(name, column);
  }

  private move(from: string, to: string): void {
    const table = this.tables.get(from);
    this.tables.delete(from);
    if (table) this.tables.set(to, table);
  }

  private part(deed: DescribedEffect): void {
    const table = this.of(deed);
    const before = this.tables.get(table)?.columns;
    if (deed.does === 'add') this.column(table, deed);
    if (deed.does === 'remove') before?.delete(deed.name);
    if (deed.does === 'rename' && before?.delete(deed.name) === true) before.add(deed.to ?? '');
  }

  /** Django's relations have a column of another name, or a table of their own. */
  private column(table: string, { name, type = '' }: DescribedColumn): void {
    const [kind, target] = type.split(' to ');
    if (kind === 'ManyToManyField') {
      const keys = [table, target ?? ''].map(one => `${one.split(/[._]/).at(-1) ?? ''}_id`);
      this.tables.set(`${table}_${name}`, { columns: new Set(['id', ...keys]), rows: 0 });
      return;
    }
    this.tables.get(table)?.columns.add(target === undefined ? name : `${name}_id`);
  }

  private of({ of = '' }: DescribedEffect): string {
    return this.models.get(of) ?? of;
  }

  private seed({ does, table: name, rows }: DescribedRows): void {
    const table = this.tables.get(this.models.get(name) ?? name);
    if (!table || does === 'update') return;
    table.rows = does === 'delete' || rows === undefined || table.rows === '?' ? '?' : table.rows + rows;
  }
}

/** The end of a history as it is reported. */
export function describedShape({ migrations }: Pick<DescribedHistory, 'migrations'>): TableShapes {
  const replayed = new SchemaReplay();
  for (const migration of migrations) replayed.apply(migration);
  return replayed.shape();
}

const READ = `
import json, sqlite3, sys
c = sqlite3.connect(sys.argv[1])
names = [n for (n,) in c.execute("select name from sqlite_master where type = 'table'") if n not in ('alembic_version', 'django_migrations', 'sqlite_sequence')]
print(json.dumps({n: [sorted(r[1] for r in c.execute('pragma table_info("%s")' % n)), c.execute('select count(*) from "%s"' % n).fetchone()[0]] for n in names}))
`;

/** What the SQLite database of a project really has; rows are left out of which the description knows nothing. */
export function databaseShape(at: SpecProject, file: string, replayed: TableShapes): TableShapes {
  const { output } = at.ask(`python -c '${READ.replaceAll("'", `'"'"'`)}' ${file}`);
  const found = JSON.parse(output) as TableShapes;
  return Object.fromEntries(
    Object.entries(found).map(([name, [columns, rows]]) => [name, [columns, replayed[name]?.[1] === '?' ? '?' : rows]]),
  );
}
