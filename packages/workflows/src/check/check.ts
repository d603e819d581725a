import { markers as markerKinds } from '@oneleaf/frameworks';
import {
  acceptancesOf,
  graphsOf,
  runRules,
  sortFindings,
  checkMarkers,
  applyAcceptances,
  currentLeavesOf,
  type Acceptances,
  type CheckReport,
  type Finding,
  type Graph,
  type MarkerCheck,
  type RefChange,
  type MarkerFile,
  type TreeHistories,
} from '@oneleaf/core';
import type { TreeEntry, PathFilter, Oid, Repository } from '@oneleaf/git';
import { readBaselineFile, BASELINE_FILE, writeBaseline } from '../configuration/baseline-file.js';
import { judgeDescriptions } from '../repository-view/history-descriptions.js';
import { EnvironmentError, UsageError } from '@oneleaf/core/errors';
import { checkedHistories } from './checked-history.js';
import { expectsNone } from '../configuration/configuration.js';
import { withLines } from '../repository-view/finding-lines.js';
import { brokenConfiguration } from './broken-configuration.js';
import { baseRef, commitOf } from '../branches/refs.js';
import { readMarkedTree } from '../repository-view/marked-tree.js';
import { nameLandedParents } from './landed-parents.js';
import { readStyleFacts } from './read-style-facts.js';
import type { RepositorySession } from '../session/session.js';
import { changesSinceFork, forkOf } from '../landing/changes-since-fork.js';
import { partFilter, narrowView, narrowSnapshot, readSnapshot, type RepositoryView } from '../repository-view/repository-view.js';

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

/** The health of one tree: of a commit, the index, or the working tree with its untracked files. Fails when the part that is looked at has no history. */
export async function checkTree(session: RepositorySession, options: CheckOptions): Promise<CheckReport> {
  const report = await checkWhole(session, options);
  // A folder that is spelled wrong must not look like a healthy one.
  if (session.part === undefined || report.histories.length > 0) return report;
  throw new UsageError(`there is no history under ${session.part.folder}`, 'oneleaf check --format json');
}

async function checkWhole(session: RepositorySession, options: CheckOptions): Promise<CheckReport> {
  const tree = await readCheckedTree(session, options);
  if (options.writeBaseline !== true) return checkPart(session, tree, options.base);
  const { accepted: _, ...bare } = tree;
  const accepted = acceptancesOf((await checkPart(session, bare, options.base)).findings);
  await writeBaseline(session.repository, accepted);
  return checkPart(session, { ...tree, accepted }, options.base);
}

/** One tree, read for any part of it. */
export interface CheckedTree {
  readonly chosen: ChosenTree;
  readonly world: RepositoryView;
  readonly entries: readonly TreeEntry[];
  readonly markers: readonly MarkerFile[];
  /** Judged by the whole tree: a part of it does not know all that they describe. */
  readonly descriptions: readonly MarkerCheck[];
  readonly snapshot: TreeHistories;
  /** What the team lives with; absent without a baseline. */
  readonly accepted?: Acceptances;
}

export async function readCheckedTree(
  { repository, configuration, reader }: RepositorySession,
  options: CheckOptions,
): Promise<CheckedTree> {
  const chosen = await chooseTree(repository, options);
  const listing = { list: chosen.list, read: repository.read.bind(repository) };
  const { world, entries, files, described } = await readMarkedTree({ repository, configuration, reader }, listing);
  const snapshot = await readSnapshot(world, entries);
  const isOff = configuration.rules?.['stale-description'] === 'off';
  const descriptions = isOff ? [] : await judgeDescriptions(described, snapshot, listing.read);
  const accepted = await readBaselineFile(repository);
  return { chosen, world, entries, markers: files, descriptions, snapshot, ...(accepted ? { accepted } : {}) };
}

const NO_CHANGE: RefChange = { added: [], edited: [], deleted: [] };

/** The health of the session's part of a tree. */
export async function checkPart(session: RepositorySession, tree: CheckedTree, base: CheckOptions['base']): Promise<CheckReport> {
  const { chosen, entries } = tree;
  const world = narrowView(tree.world, session.part);
  const snapshot = narrowSnapshot(tree.snapshot, world);
  const fork = await forkPoint(session, base, chosen.commit);
  const landed = fork === undefined ? undefined : fork === chosen.listed ? NO_CHANGE : await changesSinceFork(world, snapshot, fork);
  const scopes = graphsOf(snapshot);
  const mine = tree.markers.filter(({ path }) => world.isInPart(path));
  const markers = checkMarkers(mine, currentLeavesOf(scopes), markerKinds);
  const practices = await readStyleFacts(session, snapshot);
  const descriptions = tree.descriptions.filter(({ path }) => world.isInPart(path));
  const ruled = scopes.flatMap(graph => {
    const change = landed && changeWithin(landed, graph);
    const input = { graph, markers, descriptions, ...(change ? { change } : {}), ...(practices ? { practices } : {}) };
    return runRules(input, session.configuration.rules);
  });
  const findings = base === null ? ruled : await nameLandedParents(session, scopes, { chosen, findings: ruled });
  const oids = new Map(entries.map(({ path, oid }) => [path, oid]));
  const located = await withLines(session.repository, findings, (_finding, path) => oids.get(path));
  return {
    schema: 1,
    command: 'check',
    ref: chosen.name,
    commit: chosen.listed,
    ...(scopes.length > 0 || chosen.name === 'index' || expectsNone(session) ? {} : { nothingFound: true }),
    histories: checkedHistories(scopes),
    ...reportedFindings(session, tree, sortFindings([...brokenConfiguration(world, entries), ...located])),
  };
}

/** The findings that the team does not live with, and how many others there are. */
function reportedFindings(
  { configuration, part }: RepositorySession,
  { accepted: acceptances }: CheckedTree,
  findings: readonly Finding[],
): Pick<CheckReport, 'findings' | 'accepted'> {
  if (!acceptances) return { findings };
  const { left, accepted } = applyAcceptances(
    findings,
    { file: BASELINE_FILE, acceptances, isChecked: partFilter(part) },
    configuration.rules,
  );
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
  if (ref !== undefined) return commitTree(repository, ref, await commitOf(repository, ref));
  const head = await repository.head();
  if (repository.bare) {
    if (head.commit === undefined) throw new EnvironmentError('this repository has no commit yet');
    return commitTree(repository, head.ref ?? 'HEAD', head.commit);
  }
  const list = staged ? repository.indexed.bind(repository) : repository.workingTree.bind(repository);
  return { name: staged ? 'index' : 'working tree', listed: null, commit: head.commit, list };
}

function commitTree(repository: Repository, name: string, commit: Oid): ChosenTree {
  return { name, listed: commit, commit, list: interest => repository.list(commit, interest) };
}

/** The commit where the tree left the base. */
async function forkPoint(session: RepositorySession, requested: string | null | undefined, tip: Oid | undefined): Promise<Oid | undefined> {
  if (requested === null) return undefined;
  if (requested !== undefined) {
    const base = await commitOf(session.repository, requested);
    return tip === undefined ? undefined : forkOf(session.repository, base, tip);
  }
  const name = await baseRef(session);
  const base = name === undefined ? undefined : await session.repository.resolve(name);
  if (base === undefined || tip === undefined) return undefined;
  return (await session.repository.relate(base, [tip])).get(tip)?.kind === 'unknown' ? undefined : forkOf(session.repository, base, tip);
}

/** The part of a change that concerns one scope; what was deleted with its whole history belongs to none that is left. */
function changeWithin(change: RefChange, { contents }: Graph): RefChange {
  return {
    added: change.added.filter(({ history }) => contents.has(history)),
    edited: change.edited.filter(({ landed }) => contents.has(landed.history)),
    deleted: change.deleted.filter(({ history }) => contents.has(history)),
  };
}
