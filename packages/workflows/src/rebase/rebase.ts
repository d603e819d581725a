import {
  filesOf,
  markerChanges,
  type Fix,
  type History,
  type RebasedHistory,
  type RebaseReport,
  unmovableHistories,
  type PlanContext,
  rebaseScopes,
  planChecked,
  type CheckedPlan,
} from '@oneleaf/core';
import type { MigrationRecord } from '@oneleaf/sandbox';
import { SandboxError } from '@oneleaf/sandbox/error';
import { chooseHistory } from '../repository-view/history-choice.js';
import { EnvironmentError } from '@oneleaf/core/errors';
import { landWorkingTree, type LandedTree, type LandedOnBase } from '../landing/landed-tree.js';
import { findConcerns } from './concerns.js';
import { followUpNotes, planFollowUp, type DatabaseFollowUp } from './database-follow-up.js';
import { pastNames } from './former-names.js';
import { findMentions } from './mentions.js';
import { findReleases } from './releases.js';
import { inFileOrder, refusedHistory, reportScope } from './history-report.js';
import { nextSteps } from './next-steps.js';
import { landedAfter } from './landing-preview.js';
import { messageOf } from './rebase-note.js';
import { interruptedError, writeRebase } from './write-rebase.js';
import type { RepositorySession } from '../session/session.js';
import { staleField } from '../branches/upstream.js';
import { decodeText } from '../repository-view/file-text.js';
import { markersAfter } from '../repository-view/markers-after.js';

export interface RebaseOptions {
  /** Histories by name; all of them where none is named. */
  readonly requested: readonly string[];
  /** Where the user is, from the repository's top. */
  readonly folder: string;
  /** What to land on: a ref; otherwise the remote's main, or the line that the branch was made for. */
  readonly onto?: string;
  /** Nothing is written. */
  readonly dryRun: boolean;
  /** What is written is committed. */
  readonly commit: boolean;
  /** Twelve random hexadecimal digits, others each time. */
  readonly chance: () => string;
  /** The development database. */
  readonly record?: MigrationRecord;
  /** Whether it was named for this: one that is only configured may be out of reach. */
  readonly demandsRecord: boolean;
  /** What it says it has applied is made to follow. */
  readonly applyDatabase: boolean;
}

/** Puts the branch's own migrations behind what has landed, in every history that landing would fork. */
export async function rebase(session: RepositorySession, options: RebaseOptions): Promise<RebaseReport> {
  if ((await session.repository.worktree.lastRewrite())?.state === 'interrupted') throw interruptedError();
  const { onto, ...rest } = await landWorkingTree(session, options.onto);
  if (!onto) throw new EnvironmentError('this clone has no branch to put the migrations onto', 'oneleaf rebase --onto BRANCH');
  const tree = { ...rest, onto };
  const files = await readOwnFiles(session, tree);
  const checked = await planTree(session, tree, { ...options, files });
  // If the user names histories, the others do not change.
  const isIdle = checked.changes.length === 0 && options.requested.length > 0;
  const markers = isIdle ? [] : await markersAfter(session, checked.changes);
  const said = await findMentions(session, tree, checked.plans);
  const changes = [...checked.changes, ...markerChanges(markers), ...said.changes];
  const rebased = await reportHistories(session, tree, checked);
  const { due, notes } = await followUpIn(session, tree, { options, rebased, changes: checked.changes });
  const base = { ref: onto.upstream.spelled, commit: onto.base.commit, ...staleField(onto.fresh) };
  const finished = { ...options, changes, own: [...files.keys()], message: messageOf({ rebased, base }) };
  const next = await nextSteps(session, tree, finished);
  const report: RebaseReport = {
    schema: 1,
    command: 'rebase',
    state: 'planned',
    base,
    rebased,
    concerns: await findConcerns(session, tree, { plans: checked.plans, files }),
    edits: inFileOrder([...checked.plans.flatMap(({ rewritten }) => rewritten.flatMap(({ lines }) => lines)), ...said.edits]),
    mentions: said.mentions,
    changes,
    notes,
    ...(next.length > 0 ? { next } : {}),
    commit: null,
  };
  if (options.dryRun || changes.length === 0) return report;
  return writeRebase(session, {
    report,
    moves: checked.moves,
    commit: options.commit,
    applyDatabase: options.applyDatabase,
    ...(due ? { due } : {}),
  });
}

interface FollowUpInput {
  readonly options: RebaseOptions;
  readonly rebased: readonly RebasedHistory[];
  readonly changes: CheckedPlan['changes'];
}

async function followUpIn(
  session: RepositorySession,
  tree: LandedOnBase,
  { options: { record, demandsRecord }, rebased, changes }: FollowUpInput,
): Promise<{ readonly due?: DatabaseFollowUp; readonly notes: readonly Fix[] }> {
  if (!record || changes.length === 0) return { notes: [] };
  try {
    const due = await planFollowUp(record, tree, { rebased, after: await landedAfter(session, tree, changes) });
    return due ? { due, notes: followUpNotes(due, 'planned') } : { notes: [] };
  } catch (error) {
    if (demandsRecord || !(error instanceof SandboxError)) throw error;
    return { notes: [{ title: `the applied migrations are not known: ${error.message}` }] };
  }
}

async function readOwnFiles(session: RepositorySession, tree: LandedOnBase): Promise<PlanContext['files']> {
  const own = rebaseScopes(tree).flatMap(({ branch }) =>
    branch.here.flatMap(({ migrations }) => migrations.filter(({ path }) => branch.ownPaths.has(path)).flatMap(filesOf)),
  );
  const contents = await session.repository.read(own.flatMap(path => tree.here.files.get(path) ?? []));
  return new Map(
    own.flatMap(path => {
      const bytes = contents.get(tree.here.files.get(path) ?? '');
      return bytes ? [[path, { bytes, text: decodeText(bytes) }] as const] : [];
    }),
  );
}

async function planTree(
  session: RepositorySession,
  tree: LandedOnBase,
  options: RebaseOptions & Pick<PlanContext, 'files'>,
): Promise<CheckedPlan> {
  const prospect = {
    before: tree.onto.base.snapshot.contents,
    after: (changes: CheckedPlan['changes']) => landedAfter(session, tree, changes),
  };
  const isRequested = requestedHistories(tree, options);
  const checked = await planChecked(prospect, {
    scopes: rebaseScopes(tree, await pastNames(session, tree)),
    files: options.files,
    released: await findReleases(session, tree),
    isRequested,
    chance: options.chance,
  });
  const { here, histories: landed, onto } = tree;
  const trees = { here, landed, base: onto.base.snapshot, before: onto.before, baseName: onto.upstream.spelled };
  return { ...checked, flawed: unmovableHistories(trees, checked, isRequested) };
}

function requestedHistories({ histories }: LandedTree, { requested, folder }: RebaseOptions): (history: History) => boolean {
  const ids = new Set(requested.map(name => chooseHistory(histories, { requested: name, folder }).id));
  return ({ id }) => requested.length === 0 || ids.has(id);
}

async function reportHistories(
  session: RepositorySession,
  tree: LandedOnBase,
  { plans, flawed }: CheckedPlan,
): Promise<readonly RebasedHistory[]> {
  const histories = await Promise.all(plans.map(plan => reportScope(session, tree, plan)));
  return [...histories.flat(), ...flawed.map(refusedHistory)].sort((one, other) => (one.history < other.history ? -1 : 1));
}
