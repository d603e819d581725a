import { markerChanges, type Fix, type History, type RebasedHistory, type RebaseReport } from '@oneleaf/core';
import type { Ledger } from '@oneleaf/sandbox';
import { SandboxError } from '@oneleaf/sandbox/error';
import { chooseHistory } from '../choose-history.js';
import { EnvironmentError } from '../errors.js';
import { landTree, type LandedTree, type Landing } from '../landed-tree.js';
import { concernsIn } from '../rebase/concerns.js';
import { dueNotes, dueOn, type Due } from '../rebase/database.js';
import { standstills } from '../rebase/displaced.js';
import { formerNames } from '../rebase/formerly.js';
import { mentionsIn } from '../rebase/mentions.js';
import type { Circumstances } from '../rebase/plan.js';
import { releases } from '../rebase/released.js';
import { bytesOf, scopesOf } from '../rebase/scopes.js';
import { soundPlans, type Sound } from '../rebase/sound.js';
import { inFileOrder, refusedIn, toldOf } from '../rebase/told.js';
import { landedWith } from '../rebase/verify.js';
import { interrupted, write } from '../rebase/write.js';
import type { Session } from '../session.js';
import { staleness } from '../upstream.js';
import { markersAfter } from './sync.js';

export interface RebaseOptions {
  /** Histories by name; all of them where none is named. */
  readonly asked: readonly string[];
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
  /** The database that somebody develops on. */
  readonly ledger?: Ledger;
  /** Whether it was named for this: one that is only configured may be out of reach. */
  readonly demandsLedger: boolean;
  /** What it says it has applied is made to follow. */
  readonly applyDatabase: boolean;
}

/** Puts the branch's own migrations behind what has landed, in every history that landing would fork. */
export async function rebase(session: Session, options: RebaseOptions): Promise<RebaseReport> {
  if ((await session.repository.worktree.lastRewrite())?.state === 'interrupted') throw interrupted();
  const { onto, ...rest } = await landTree(session, options.onto);
  if (!onto) throw new EnvironmentError('no branch is known here to put the migrations onto', 'oneleaf rebase --onto BRANCH');
  const tree = { ...rest, onto };
  const bytes = await ownBytes(session, tree);
  const sound = await planTree(session, tree, { ...options, bytes });
  // Whoever named a history asked for nothing else.
  const isIdle = sound.changes.length === 0 && options.asked.length > 0;
  const markers = isIdle ? [] : await markersAfter(session, sound.changes);
  const said = await mentionsIn(session, tree, sound.plans);
  const changes = [...sound.changes, ...markerChanges(markers), ...said.changes];
  const rebased = await toldAll(session, tree, sound);
  const { due, notes } = await dueIn(session, tree, { options, rebased, changes: sound.changes });
  const report: RebaseReport = {
    schema: 1,
    command: 'rebase',
    state: 'planned',
    base: { ref: onto.upstream.spelled, commit: onto.base.commit, ...staleness(onto.fresh) },
    rebased,
    concerns: await concernsIn(session, tree, { plans: sound.plans, bytes }),
    edits: inFileOrder([...sound.plans.flatMap(({ rewritten }) => rewritten.flatMap(({ lines }) => lines)), ...said.edits]),
    mentions: said.mentions,
    changes,
    notes,
    commit: null,
  };
  if (options.dryRun || changes.length === 0) return report;
  return write(session, {
    report,
    moves: sound.moves,
    commit: options.commit,
    applyDatabase: options.applyDatabase,
    ...(due ? { due } : {}),
  });
}

interface Asking {
  readonly options: RebaseOptions;
  readonly rebased: readonly RebasedHistory[];
  readonly changes: Sound['changes'];
}

async function dueIn(
  session: Session,
  tree: Landing,
  { options: { ledger, demandsLedger }, rebased, changes }: Asking,
): Promise<{ readonly due?: Due; readonly notes: readonly Fix[] }> {
  if (!ledger || changes.length === 0) return { notes: [] };
  try {
    const due = await dueOn(ledger, tree, { rebased, after: await landedWith(session, tree, changes) });
    return due ? { due, notes: dueNotes(due, 'planned') } : { notes: [] };
  } catch (error) {
    if (demandsLedger || !(error instanceof SandboxError)) throw error;
    return { notes: [{ title: `what is applied is not known: ${error.message}` }] };
  }
}

async function ownBytes(session: Session, tree: Landing): Promise<Circumstances['bytes']> {
  const own = scopesOf(tree, new Map()).flatMap(({ strand }) =>
    strand.here.flatMap(({ migrations }) => migrations.filter(({ path }) => strand.own.has(path))),
  );
  return bytesOf(session, tree, own);
}

async function planTree(session: Session, tree: Landing, options: RebaseOptions & Pick<Circumstances, 'bytes'>): Promise<Sound> {
  const prospect = { before: tree.onto.base.snapshot.chapters, after: (changes: Sound['changes']) => landedWith(session, tree, changes) };
  const isAsked = chosen(tree, options);
  const sound = await soundPlans(prospect, {
    scopes: scopesOf(tree, await formerNames(session, tree)),
    bytes: options.bytes,
    released: await releases(session, tree),
    isAsked,
    chance: options.chance,
  });
  return { ...sound, flawed: standstills(tree, sound, isAsked) };
}

function chosen({ chapters }: LandedTree, { asked, folder }: RebaseOptions): (history: History) => boolean {
  const ids = new Set(asked.map(name => chooseHistory(chapters, { asked: name, folder }).id));
  return ({ id }) => asked.length === 0 || ids.has(id);
}

async function toldAll(session: Session, tree: Landing, { plans, flawed }: Sound): Promise<readonly RebasedHistory[]> {
  const told = await Promise.all(plans.map(plan => toldOf(session, tree, plan)));
  return [...told.flat(), ...flawed.map(refusedIn)].sort((one, other) => (one.history < other.history ? -1 : 1));
}
