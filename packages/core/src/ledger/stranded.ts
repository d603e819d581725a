import { buildGraph, leaves, spelled, type Graph } from '../graph.js';
import type { History, Migration } from '../model.js';
import { baseName } from '../paths.js';
import { byScope, scopeOf } from '../scope.js';
import type { Snapshot } from '../snapshot.js';
import type { Applied } from './applied.js';
import { alembic, manage } from './commands.js';

/** A migration that is applied, and of which no file is here. */
export interface Unclaimed {
  readonly framework: 'django' | 'alembic';
  /** As the framework spells it. */
  readonly name: string;
  /** Django's label of the app; Alembic's version table. */
  readonly place: string;
}

/** The rows that no file of a tree is about. Apps of other packages, and what a squash stands for, are nobody's loss. */
export function unclaimed(
  { chapters }: Pick<Snapshot, 'chapters'>,
  { django = [], alembic: versions = [] }: Applied,
): readonly Unclaimed[] {
  const all = [...chapters.values()];
  const apps = all.filter(({ history }) => history.framework === 'django');
  const labels = new Set(apps.map(({ history }) => history.label));
  const known = new Set(
    apps.flatMap(({ history, migrations }) => [
      // A file that cannot be read is here all the same.
      ...history.files.map(path => `${history.label}.${baseName(path).replace(/\.py$/, '')}`),
      ...migrations.flatMap(({ replaces }) => replaces.map(({ id }) => id)),
    ]),
  );
  const scripts = all.filter(({ history }) => history.framework === 'alembic');
  const ids = new Set(scripts.flatMap(({ migrations }) => migrations.map(({ id }) => id)));
  return [
    ...django
      .filter(({ app, name }) => labels.has(app) && !known.has(`${app}.${name}`))
      .map(({ app, name }): Unclaimed => ({ framework: 'django', name, place: app })),
    ...(scripts.length === 0 ? [] : versions)
      .filter(({ version }) => !ids.has(version))
      .map(({ table, version }): Unclaimed => ({ framework: 'alembic', name: version, place: table })),
  ];
}

/** What was brought back, and what it stands on. */
export interface Undoing {
  readonly tip: Migration;
  readonly history: History;
  /** What is not in the tree, parents first, the tip last. */
  readonly chain: readonly Migration[];
  /** Whether the database has applied other leaves besides. */
  readonly besides: boolean;
}

export interface Undo {
  /** The framework's own command, once the files are here. */
  readonly command: string;
  /** Whether there would be two leaves then: Django refuses to do anything. */
  readonly forks: boolean;
}

/** What takes a chain back. */
export function undoing(tree: Pick<Snapshot, 'chapters'>, { tip, history, chain, besides }: Undoing): Undo {
  const graph = graphWith(tree, history, chain);
  const ground = groundOf(graph, tip, chain);
  if (history.framework === 'alembic') {
    // Of several leaves only those above the named one are meant: `ae1027a6acf@base`.
    return { command: alembic(history, 'downgrade', `${besides ? `${tip.literal}@` : ''}${ground ?? 'base'}`), forks: false };
  }
  const forks = [...graph.chapters.keys()].some(id => leaves(graph, id).length > 1);
  return { command: manage(history, 'migrate', history.label, ground ?? 'zero'), forks };
}

/** What the lowest of a chain stands on in its own history; undefined for the first of all. */
function groundOf(graph: Graph, { history }: Migration, chain: readonly Migration[]): string | undefined {
  const own = new Set(chain.map(({ id }) => id));
  const lowest = chain.find(one => one.history === history && !one.parents.some(({ id }) => own.has(id)));
  const [parent] = lowest?.parents ?? [];
  return parent && spelled(graph, parent.id);
}

function graphWith({ chapters }: Pick<Snapshot, 'chapters'>, history: History, chain: readonly Migration[]): Graph {
  const scope = byScope(chapters.values()).get(scopeOf(history)) ?? [];
  const home = scope.some(one => one.history.id === history.id) ? [] : [{ history, migrations: [], unreadable: [] }];
  const grown = [...scope, ...home].map(chapter => ({
    ...chapter,
    migrations: [...chapter.migrations, ...chain.filter(one => one.history === chapter.history.id)],
  }));
  return buildGraph(grown);
}
