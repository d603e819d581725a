import { buildGraph } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import type { Migration, MigrationId, Reference } from '../model/migration.js';
import type { HistoryContents } from '../graph/node.js';

export interface BranchHistories {
  readonly landed: readonly HistoryContents[];
  readonly here: readonly HistoryContents[];
  readonly ownPaths: ReadonlySet<string>;
  /** Landed migrations that the branch has never had. */
  readonly unknownPaths: ReadonlySet<string>;
  /** Migrations that the branch began with and the base has deleted since: what stands on them goes behind the base's leaf. */
  readonly withdrawn: ReadonlySet<MigrationId>;
  /** Former names of the branch's migrations, with their present paths. A reference to a name without a file may mean one of them. */
  readonly formerNames: ReadonlyMap<MigrationId, string>;
}

/** Landed and own migrations in one graph, where each file has its own node. */
export interface JoinedGraph {
  readonly graph: Graph;
  readonly landed: Graph;
  readonly own: ReadonlyMap<MigrationId, Migration>;
  readonly clashing: ReadonlySet<MigrationId>;
  readonly withdrawn: ReadonlySet<MigrationId>;
  readonly outdated: ReadonlySet<MigrationId>;
  /** Own squashes that name what they replace, where another migration has landed under that name: by node, its id. */
  readonly capturing: ReadonlyMap<MigrationId, MigrationId>;
  /**
   * The node that a reference of an own migration means; undefined if there is none, or if the reference means whichever is first or last.
   */
  readonly target: (reference: Reference, from: Migration) => MigrationId | undefined;
}

/** No framework allows `@` in an id, so no id ends like this. */
const OWN_SUFFIX = '@own';

export function joinBranch(branch: BranchHistories): JoinedGraph {
  const landed = branch.landed.flatMap(({ migrations }) => migrations);
  const mine = branch.here.flatMap(({ migrations }) => migrations.filter(({ path }) => branch.ownPaths.has(path)));
  const [ids, paths] = [new Set(landed.map(({ id }) => id)), new Set(landed.map(({ path }) => path))];
  // What a landed squash replaces never runs, so its names are taken too.
  const taken = new Set([...ids, ...landed.flatMap(({ replaces }) => replaces.map(({ id }) => id))]);
  const key = ({ id }: Migration): MigrationId => (taken.has(id) ? id + OWN_SUFFIX : id);
  const names = new NameResolver(
    branch,
    mine.map(one => [one, key(one)] as const),
    ids,
  );
  const late = new Set(landed.filter(({ path }) => branch.unknownPaths.has(path)).map(({ id }) => id));
  return {
    capturing: new Map(
      mine.flatMap(one => {
        const captured = one.replaces.map(reference => names.target(reference, one)).find(id => id !== undefined && late.has(id));
        return captured === undefined ? [] : [[key(one), captured] as const];
      }),
    ),
    graph: buildGraph(
      joinedContents(
        branch,
        mine.map(one => rekeyed(withoutWithdrawn(one, branch), key(one), names)),
      ),
    ),
    landed: buildGraph(branch.landed),
    withdrawn: branch.withdrawn,
    own: new Map(mine.map(one => [key(one), one])),
    clashing: new Set(mine.filter(({ id, path }) => taken.has(id) || paths.has(path)).map(key)),
    outdated: new Set(mine.filter(one => one.parents.some(parent => names.isOutdated(parent, one))).map(key)),
    target: (reference, from) => names.target(reference, from),
  };
}

class NameResolver {
  private readonly labels: ReadonlyMap<string, string>;
  private readonly own: ReadonlyMap<MigrationId, MigrationId>;
  private readonly byPath: ReadonlyMap<string, MigrationId>;

  constructor(
    private readonly branch: BranchHistories,
    keyed: readonly (readonly [Migration, MigrationId])[],
    private readonly landed: ReadonlySet<MigrationId>,
  ) {
    this.labels = new Map([...branch.landed, ...branch.here].map(({ history }) => [history.label, history.id]));
    this.own = new Map(keyed.map(([{ id }, key]) => [id, key]));
    this.byPath = new Map(keyed.map(([{ path }, key]) => [path, key]));
  }

  target(reference: Reference, from: Migration): MigrationId | undefined {
    if (reference.kind === 'first' || reference.kind === 'latest') return undefined;
    const id = this.resolved(reference, from);
    return this.own.get(id) ?? (this.landed.has(id) ? id : this.former(id));
  }

  isOutdated(reference: Reference, from: Migration): boolean {
    const id = this.resolved(reference, from);
    return !this.own.has(id) && !this.landed.has(id) && this.former(id) !== undefined;
  }

  private former(id: MigrationId): MigrationId | undefined {
    return this.byPath.get(this.branch.formerNames.get(id) ?? '');
  }

  private resolved({ id, history }: Reference, from: Migration): MigrationId {
    const home = history === undefined || history === from.history ? undefined : this.labels.get(history);
    return home === undefined || history === undefined ? id : home + id.slice(history.length);
  }
}

function withoutWithdrawn(migration: Migration, { withdrawn }: BranchHistories): Migration {
  const { parents } = migration;
  return parents.some(({ id }) => withdrawn.has(id))
    ? { ...migration, parents: parents.filter(({ id }) => !withdrawn.has(id)) }
    : migration;
}

function rekeyed(migration: Migration, id: MigrationId, names: NameResolver): Migration {
  const each = (references: readonly Reference[]): readonly Reference[] =>
    references.map(reference => {
      const target = names.target(reference, migration);
      return target === undefined || target === reference.id ? reference : { id: target, spans: reference.spans };
    });
  const { parents, requires, before, replaces } = migration;
  return { ...migration, id, parents: each(parents), requires: each(requires), before: each(before), replaces: each(replaces) };
}

function joinedContents(branch: BranchHistories, own: readonly Migration[]): readonly HistoryContents[] {
  const landed = new Map(branch.landed.map(contents => [contents.history.id, contents]));
  const here = new Map(branch.here.map(contents => [contents.history.id, contents]));
  return [...new Set([...landed.keys(), ...here.keys()])].flatMap(id => {
    const [before, now] = [landed.get(id), here.get(id)];
    const closed = (now?.unreadable ?? []).filter(({ path }) => branch.ownPaths.has(path));
    const contents = before ?? now;
    return contents
      ? {
          history: contents.history,
          migrations: [...(before?.migrations ?? []), ...own.filter(({ history }) => history === id)],
          unreadable: [...(before?.unreadable ?? []), ...closed],
        }
      : [];
  });
}
