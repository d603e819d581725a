import { buildGraph, leaves, spellingOf } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import type { Migration } from '../model/migration.js';
import type { History } from '../adapter/framework.js';
import { baseName } from '../model/paths.js';
import { byScope, scopeOf } from '../graph/scope.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { AppliedMigrations } from './applied-migrations.js';
import { alembicCommandLine, manageCommandLine } from './framework-commands.js';

/** A migration that is applied, and of which no file is here. */
export interface OrphanRow {
  readonly framework: 'django' | 'alembic';
  /** As the framework spells it. */
  readonly name: string;
  /** Django's label of the app; Alembic's version table. */
  readonly place: string;
}

/** The rows that no file of a tree is about. Apps of other packages, and what a squash stands for, are nobody's loss. */
export function orphanRows(
  { contents }: Pick<TreeHistories, 'contents'>,
  { django = [], alembic: versions = [] }: AppliedMigrations,
): readonly OrphanRow[] {
  const all = [...contents.values()];
  const apps = all.filter(({ history }) => history.framework.name === 'django');
  const labels = new Set(apps.map(({ history }) => history.label));
  const known = new Set(
    apps.flatMap(({ history, migrations }) => [
      // A file that cannot be read is here all the same.
      ...history.files.map(path => `${history.label}.${baseName(path).replace(/\.py$/, '')}`),
      ...migrations.flatMap(({ replaces }) => replaces.map(({ id }) => id)),
    ]),
  );
  const scripts = all.filter(({ history }) => history.framework.name === 'alembic');
  const ids = new Set(scripts.flatMap(({ migrations }) => migrations.map(({ id }) => id)));
  return [
    ...django
      .filter(({ app, name }) => labels.has(app) && !known.has(`${app}.${name}`))
      .map(({ app, name }): OrphanRow => ({ framework: 'django', name, place: app })),
    ...(scripts.length === 0 ? [] : versions)
      .filter(({ version }) => !ids.has(version))
      .map(({ table, version }): OrphanRow => ({ framework: 'alembic', name: version, place: table })),
  ];
}

/** What was brought back, and what it stands on. */
export interface UndoRequest {
  readonly tip: Migration;
  readonly history: History;
  /** What is not in the tree, parents first, the tip last. */
  readonly chain: readonly Migration[];
  /** Whether the database has applied other leaves besides. */
  readonly hasOtherLeaves: boolean;
}

export interface UndoCommand {
  /** The framework's own command, once the files are here. */
  readonly command: string;
  /** Whether there would be two leaves then: Django refuses to do anything. */
  readonly forks: boolean;
}

/** What takes a chain back. */
export function undoCommand(tree: Pick<TreeHistories, 'contents'>, { tip, history, chain, hasOtherLeaves }: UndoRequest): UndoCommand {
  const graph = graphWithChain(tree, history, chain);
  const ground = parentBelow(graph, tip, chain);
  if (history.framework.name === 'alembic') {
    // Of several leaves only those above the named one are meant: `ae1027a6acf@base`.
    return {
      command: alembicCommandLine(history, 'downgrade', `${hasOtherLeaves ? `${tip.literal}@` : ''}${ground ?? 'base'}`),
      forks: false,
    };
  }
  const forks = [...graph.contents.keys()].some(id => leaves(graph, id).length > 1);
  return { command: manageCommandLine(history, 'migrate', history.label, ground ?? 'zero'), forks };
}

/** What the lowest of a chain stands on in its own history; undefined for the first of all. */
function parentBelow(graph: Graph, { history }: Migration, chain: readonly Migration[]): string | undefined {
  const own = new Set(chain.map(({ id }) => id));
  const lowest = chain.find(one => one.history === history && !one.parents.some(({ id }) => own.has(id)));
  const [parent] = lowest?.parents ?? [];
  return parent && spellingOf(graph, parent.id);
}

function graphWithChain({ contents }: Pick<TreeHistories, 'contents'>, history: History, chain: readonly Migration[]): Graph {
  const scope = byScope(contents.values()).get(scopeOf(history)) ?? [];
  const home = scope.some(one => one.history.id === history.id) ? [] : [{ history, migrations: [], unreadable: [] }];
  const grown = [...scope, ...home].map(chapter => ({
    ...chapter,
    migrations: [...chapter.migrations, ...chain.filter(one => one.history === chapter.history.id)],
  }));
  return buildGraph(grown);
}
