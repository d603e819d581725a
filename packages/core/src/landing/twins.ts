import type { Migration, MigrationId } from '../model/migration.js';
import type { TwinBranches } from '../reports/predict-report.js';

export interface BranchContribution {
  readonly ref: string;
  readonly history: string;
  readonly added: readonly Migration[];
  /** How many leaves fewer the history has once the branch has landed; positive for a fix of a fork. */
  readonly mends: number;
}

/** Branches that fix one fork, or hold the same operations under two names. `landed`: the base's migrations by body, for copies of those. */
export function findTwins(
  contributions: readonly BranchContribution[],
  landed: ReadonlyMap<string, readonly Migration[]>,
): readonly TwinBranches[] {
  const fixes = group(
    contributions.filter(({ mends }) => mends > 0),
    ({ history }) => history,
  );
  const doubles = group(
    contributions.flatMap(({ ref, added }) => added.flatMap(migration => (migration.body === '' ? [] : [{ ref, migration }]))),
    ({ migration }) => `${migration.history}\0${migration.body}`,
  );
  return [
    ...fixes.filter(members => distinct(members.map(({ ref }) => ref)).length > 1).map(twinOfFixes),
    ...doubles.filter(members => distinct(members.map(({ migration }) => migration.id)).length > 1).flatMap(twinOfOperations),
    ...contributions.flatMap(contribution => twinsOfLanded(contribution, landed)),
  ];
}

function twinOfFixes(members: readonly BranchContribution[]): TwinBranches {
  const ids = members.flatMap(({ added }) => added.map(({ id }) => id));
  return { kind: 'fix', history: members[0]?.history ?? '', refs: distinct(members.map(({ ref }) => ref)), migrations: distinct(ids) };
}

function twinOfOperations(members: readonly { ref: string; migration: Migration }[]): TwinBranches[] {
  const refs = distinct(members.map(({ ref }) => ref));
  if (refs.length < 2) return [];
  const history = members[0]?.migration.history ?? '';
  return [{ kind: 'same', history, refs, migrations: distinct(members.map(({ migration }) => migration.id)) }];
}

function twinsOfLanded({ ref, history, added }: BranchContribution, landed: ReadonlyMap<string, readonly Migration[]>): TwinBranches[] {
  return added.flatMap(migration => {
    // A squash does what one of those does that it replaces, where the others cancel out.
    const replaced = new Set([migration.id, ...migration.replaces.map(({ id }) => id)]);
    const copies = (landed.get(migration.body) ?? []).filter(one => one.history === history && !replaced.has(one.id));
    const [copy] = copies;
    return migration.body === '' || !copy ? [] : [{ kind: 'landed', history, refs: [ref], migrations: [migration.id, copy.id] } as const];
  });
}

function group<T>(members: readonly T[], key: (member: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const member of members) {
    const list = found.get(key(member));
    if (list) list.push(member);
    else found.set(key(member), [member]);
  }
  return [...found.values()];
}

function distinct(ids: readonly MigrationId[]): MigrationId[] {
  return [...new Set(ids)];
}
