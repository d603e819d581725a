import {
  acceptancesOf,
  graphsOf,
  check,
  countLeaves,
  inOrder,
  judgeMarkers,
  roots,
  setAside,
  spelled,
  truthsOf,
  type Acceptances,
  type Chapter,
  type CheckedHistory,
  type CheckReport,
  type Finding,
  type Graph,
  type Marker,
  type RefChange,
  type MarkerFile,
  type Snapshot,
} from '@oneleaf/core';
import type { TreeEntry, PathFilter, Oid, Repository } from '@oneleaf/git';
import { acceptedIn, BASELINE_FILE, writeBaseline } from '../accepted.js';
import { judgeDescriptions } from '../descriptions.js';
import { EnvironmentError } from '../errors.js';
import { brokenConfiguration } from '../broken-configuration.js';
import { baseRef, commitOf } from '../refs.js';
import { settleWithMarkers } from '../markers.js';
import { practicesOf } from '../practices.js';
import type { Session } from '../session.js';
import { changeSince, forkOf } from '../since.js';
import { holder, narrowed, narrowedSnapshot, snapshotOf, type World } from '../world.js';

export interface CheckOptions {
  /** A commit's tree instead of the working tree. */
  readonly ref?: string;
  /** What has landed; the remote's main where there is one. Null looks at the tree alone: the answer depends on its files and nothing else. */
  readonly base?: string | null;
  /** The index instead of the working tree. */
  readonly staged: boolean;
  /** Write what may be accepted of the findings into the baseline. */
  readonly writeBaseline?: boolean;
}

/** The health of one tree: of a commit, the index, or the working tree with its untracked files. */
export async function checkTree(session: Session, options: CheckOptions): Promise<CheckReport> {
  const tree = await readTree(session, options);
  if (options.writeBaseline !== true) return checkPart(session, tree, options.base);
  const { accepted: _, ...bare } = tree;
  const accepted = acceptancesOf((await checkPart(session, bare, options.base)).findings);
  await writeBaseline(session.repository, accepted);
  return checkPart(session, { ...tree, accepted }, options.base);
}

/** One tree, read for any part of it. */
export interface ReadTree {
  readonly chosen: ChosenTree;
  readonly world: World;
  readonly entries: readonly TreeEntry[];
  readonly markers: readonly MarkerFile[];
  /** Judged by the whole tree: a part of it does not know all that they describe. */
  readonly descriptions: readonly Marker[];
  readonly snapshot: Snapshot;
  /** What the team lives with; absent without a baseline. */
  readonly accepted?: Acceptances;
}

export async function readTree({ repository, configuration, reader }: Session, options: CheckOptions): Promise<ReadTree> {
  const chosen = await chooseTree(repository, options);
  const listing = { list: chosen.list, read: repository.read.bind(repository) };
  const { world, entries, files, described } = await settleWithMarkers({ repository, configuration, reader }, listing);
  const snapshot = await snapshotOf(world, entries);
  const isOff = configuration.rules?.['stale-description'] === 'off';
  const descriptions = isOff ? [] : await judgeDescriptions(described, snapshot, listing.read);
  const accepted = await acceptedIn(repository);
  return { chosen, world, entries, markers: files, descriptions, snapshot, ...(accepted ? { accepted } : {}) };
}

/** The health of the session's part of a tree. */
export async function checkPart(session: Session, tree: ReadTree, base: CheckOptions['base']): Promise<CheckReport> {
  const { chosen, entries } = tree;
  const world = narrowed(tree.world, session.part);
  const snapshot = narrowedSnapshot(tree.snapshot, world);
  const fork = await forkPoint(session, base, chosen.commit);
  const landed = fork === undefined ? undefined : await changeSince(world, snapshot, fork);
  const scopes = graphsOf(snapshot);
  const mine = tree.markers.filter(({ path }) => world.holds(path));
  const markers = judgeMarkers(mine, truthsOf(scopes));
  const practices = await practicesOf(session, world, snapshot);
  const descriptions = tree.descriptions.filter(({ path }) => world.holds(path));
  const findings = scopes.flatMap(graph => {
    const change = landed && within(landed, graph);
    const input = { graph, markers, descriptions, ...(change ? { change } : {}), ...(practices ? { practices } : {}) };
    return check(input, session.configuration.rules);
  });
  return {
    schema: 1,
    command: 'check',
    ref: chosen.name,
    commit: chosen.listed,
    histories: scopes.flatMap(graph => [...graph.chapters.values()].map(chapter => checked(graph, chapter))).sort(byName),
    ...telling(session, tree, inOrder([...brokenConfiguration(world, entries), ...findings])),
  };
}

/** The findings that the team does not live with, and how many others there are. */
function telling(
  { configuration, part }: Session,
  { accepted: acceptances }: ReadTree,
  findings: readonly Finding[],
): Pick<CheckReport, 'findings' | 'accepted'> {
  if (!acceptances) return { findings };
  const { left, accepted } = setAside(findings, { file: BASELINE_FILE, acceptances, holds: holder(part) }, configuration.rules);
  return { findings: left, accepted };
}

export interface ChosenTree {
  readonly name: string;
  /** The commit that was listed; null for the index and the working tree. */
  readonly listed: Oid | null;
  /** Where the tree's changes end: the commit itself, or HEAD for the index and the working tree. */
  readonly commit: Oid | undefined;
  readonly list: (interest: PathFilter) => Promise<readonly TreeEntry[]>;
}

async function chooseTree(repository: Repository, { ref, staged }: CheckOptions): Promise<ChosenTree> {
  const head = await repository.head();
  const wanted = ref ?? (repository.bare ? 'HEAD' : undefined);
  if (wanted !== undefined) {
    if (ref === undefined && head.commit === undefined) throw new EnvironmentError('this repository has no commit yet');
    const commit = await commitOf(repository, wanted);
    return { name: ref ?? head.ref ?? 'HEAD', listed: commit, commit, list: interest => repository.list(commit, interest) };
  }
  const list = staged ? repository.indexed.bind(repository) : repository.workingTree.bind(repository);
  return { name: staged ? 'index' : 'working tree', listed: null, commit: head.commit, list };
}

/** Where the tree left what has landed: the base asked for, or the remote's main where there is one. */
async function forkPoint(session: Session, asked: string | null | undefined, tip: Oid | undefined): Promise<Oid | undefined> {
  if (asked === null) return undefined;
  if (asked !== undefined) {
    const base = await commitOf(session.repository, asked);
    return tip === undefined ? undefined : forkOf(session.repository, base, tip);
  }
  const name = await baseRef(session);
  const base = name === undefined ? undefined : await session.repository.resolve(name);
  if (base === undefined || tip === undefined) return undefined;
  return (await session.repository.relate(base, [tip])).get(tip)?.kind === 'unknown' ? undefined : forkOf(session.repository, base, tip);
}

/** The part of a change that concerns one scope; what was deleted with its whole history belongs to none that is left. */
function within(change: RefChange, { chapters }: Graph): RefChange {
  return {
    added: change.added.filter(({ history }) => chapters.has(history)),
    edited: change.edited.filter(({ landed }) => chapters.has(landed.history)),
    deleted: change.deleted.filter(({ history }) => chapters.has(history)),
  };
}

function checked(graph: Graph, { history, migrations, unreadable }: Chapter): CheckedHistory {
  const { leaves, undecided } = countLeaves(graph, history.id);
  return {
    history: history.id,
    framework: history.framework,
    folder: history.folder,
    migrations: migrations.length + unreadable.length,
    leaves: leaves.map(id => spelled(graph, id)),
    roots: roots(graph, history.id).map(id => spelled(graph, id)),
    undecided,
  };
}

function byName(a: CheckedHistory, b: CheckedHistory): number {
  return a.history < b.history ? -1 : 1;
}
