import {
  folderOf,
  land,
  landSnapshot,
  type Content,
  type Contested,
  type LandedSnapshot,
  type Landing,
  type PathChange,
  type Snapshot,
} from '@oneleaf/core';
import type { Change, Oid, Relation } from '@oneleaf/git';
import type { Branch } from './refs.js';
import { sideOf, type World } from './world.js';

/** The tree that branches are to land on. */
export interface Base {
  readonly ref: string;
  readonly commit: Oid;
  readonly world: World;
  readonly snapshot: Snapshot;
  /** A branch that the snapshot takes for landed on the commit: git has no such commit to merge with. */
  readonly landed?: Oid;
}

/** A branch that changes something on the base: what, and how sure that is. */
export interface Prospect {
  readonly branch: Branch;
  readonly landing: Landing;
  readonly landed: LandedSnapshot;
  /** False where only git's own merge could tell and it was not asked or could not. */
  readonly exact: boolean;
  /** Paths that git stops at, among the files of interest. */
  readonly conflicts: readonly string[];
  /** What the branch itself holds, for every file that it changed. */
  readonly sides: ReadonlyMap<string, Content>;
  /** Why git's own merge did not help. */
  readonly failed?: string;
}

/** A branch with its single merge base, or with none where there are several. */
export interface Diverged {
  readonly branch: Branch;
  readonly bases: readonly Oid[];
}

/** Above this many, files that paths cannot decide are left undecided: git's own merge takes some 0.2 s each. */
const MERGED = 400;

export function diverged(branches: readonly Branch[], relations: ReadonlyMap<Oid, Relation>): readonly Diverged[] {
  return branches.flatMap(branch => {
    const relation = relations.get(branch.commit);
    return relation?.kind === 'diverged' ? [{ branch, bases: relation.bases }] : [];
  });
}

export interface Prospects {
  readonly alive: readonly Prospect[];
  /** Branches whose every change of migrations lies on the base already: squash-merged, or picked. */
  readonly absorbed: readonly Branch[];
}

/** Lands every branch that touches migrations, each alone, and reads what would lie on the base then. */
export async function prospects(base: Base, branches: readonly Diverged[]): Promise<Prospects> {
  const { repository, interest } = base.world;
  const pairs = branches.map(({ branch, bases }) => [bases[0] ?? base.commit, branch.commit] as const);
  const changes = await repository.changes(pairs, interest);
  const touching = branches.flatMap((one, index) => {
    const mine = changes[index] ?? [];
    const sides = new Map(mine.map(({ path, after, link }) => [path, sideOf(after, link)]));
    return mine.length === 0 && one.bases.length < 2 ? [] : [{ ...one, sides, landing: landOn(base.snapshot, mine) }];
  });
  const settled = await settleContests(base, touching);
  for (const { landing, conflicts, sides } of settled) {
    for (const [path, content] of landing.files) ask(base.world, path, content);
    for (const path of [...conflicts, ...landing.contested.map(one => one.path)]) ask(base.world, path, sides.get(path) ?? null);
  }
  await base.world.reader.fetch();
  const brings = ({ landing, conflicts }: Landed): boolean => landing.files.size > 0 || conflicts.length > 0;
  return {
    alive: await readLanded(base, settled.filter(brings)),
    absorbed: settled.filter(one => !brings(one)).map(({ branch }) => branch),
  };
}

type Landed = Omit<Prospect, 'landed'>;

async function readLanded({ snapshot, world }: Base, all: readonly Landed[]): Promise<readonly Prospect[]> {
  const read = (): readonly Prospect[] => all.map(one => ({ ...one, landed: landSnapshot(snapshot, one.landing.files, world.survey) }));
  let found = read();
  while (await world.reader.fetch()) found = read();
  return found;
}

function ask({ survey, reader }: World, path: string, content: Content): void {
  if (content === null || !survey.candidate(path)) return;
  const framework = survey.frameworks.find(one => one.candidate(path));
  if (framework) reader.facts(framework, content);
}

function landOn(snapshot: Snapshot, changes: readonly Change[]): Landing {
  const folders = new Set(snapshot.homes.keys());
  return land(changes.map(pathChange), {
    content: path => snapshot.files.get(path) ?? null,
    hasFolder: folder => folders.has(folder) || snapshot.files.has(`${folder}/__init__.py`),
  });
}

function pathChange({ path, before, after, link }: Change): PathChange {
  return { path, before, after: sideOf(after, link) };
}

interface Touching extends Diverged {
  readonly landing: Landing;
  readonly sides: ReadonlyMap<string, Content>;
}

/** Asks git's own merge where paths cannot decide. */
async function settleContests(base: Base, touching: readonly Touching[]): Promise<readonly Landed[]> {
  const doubtful = await doubts(base, touching);
  const asked = doubtful.size <= MERGED && base.landed === undefined ? [...doubtful] : [];
  const requests = asked.map(({ branch, bases }) => ({
    base: bases.length === 1 ? bases[0] : undefined,
    ours: base.commit,
    theirs: branch.commit,
  }));
  const outcomes = requests.length === 0 ? [] : await base.world.repository.merge(requests, base.world.interest);
  const merged = new Map(asked.map((one, index) => [one, outcomes[index]]));
  return touching.map(one => {
    const outcome = merged.get(one);
    const { branch, landing, sides } = one;
    if (!doubtful.has(one)) return { branch, sides, landing: { ...landing, contested: [] }, exact: true, conflicts: [] };
    if (!outcome || outcome.failed !== undefined) {
      return { branch, sides, landing, exact: false, conflicts: [], ...(outcome?.failed === undefined ? {} : { failed: outcome.failed }) };
    }
    const conflicts = outcome.conflicts.filter(path => isMigration(base, path));
    return { branch, sides, landing: byGit(outcome.changes, landing, conflicts), exact: true, conflicts };
  });
}

/** Whether a path is a migration's, or would be one in a folder that the base does not have. */
function isMigration({ snapshot, world: { survey } }: Base, path: string): boolean {
  const home = snapshot.homes.get(folderOf(path));
  if (home === undefined) return survey.candidate(path) && !path.endsWith('/__init__.py');
  return survey.frameworks.some(framework => framework.name === home.framework && framework.loads(path.slice(path.lastIndexOf('/') + 1)));
}

/** A file that git stops at keeps the base's content: with conflict markers in it nobody could read it. */
function byGit(changes: readonly Change[], { contested }: Landing, conflicts: readonly string[]): Landing {
  return {
    files: new Map(changes.filter(({ path }) => !conflicts.includes(path)).map(({ path, after, link }) => [path, sideOf(after, link)])),
    contested: contested.filter(({ path }) => conflicts.includes(path)),
  };
}

/** Branches with something that paths cannot decide. A folder counts as given up only when the base once had it. */
async function doubts(base: Base, touching: readonly Touching[]): Promise<ReadonlySet<Touching>> {
  const sure = touching.filter(({ bases, landing }) => bases.length > 1 || landing.contested.some(({ why }) => why !== 'folder-gone'));
  const perhaps = touching.filter(one => !sure.includes(one) && one.landing.contested.length > 0);
  const since = await base.world.repository.changes(
    perhaps.map(({ bases }) => [bases[0] ?? base.commit, base.commit] as const),
    base.world.interest,
  );
  const moved = perhaps.filter(({ landing }, index) => {
    const gone = (since[index] ?? []).filter(({ after }) => after === null).map(({ path }) => path.slice(0, path.lastIndexOf('/')));
    return landing.contested.some(({ path }: Contested) => gone.includes(path.slice(0, path.lastIndexOf('/'))));
  });
  return new Set([...sure, ...moved]);
}
