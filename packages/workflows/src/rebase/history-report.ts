import {
  type Fix,
  type History,
  spellingOf,
  type RebaseTarget,
  type LineEdit,
  type Migration,
  type MigrationId,
  type MovedMigration,
  type RebasedHistory,
  type JoinedGraph,
  type Placement,
  type RelinkedHistory,
  type RefusedHistory,
  type ScopePlan,
} from '@oneleaf/core';
import { isHere, type LandedOnBase, type UpstreamLanding } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';
import { ageText } from '../branches/branch-age.js';

/** The report on the histories of one scope. */
export async function reportScope(session: RepositorySession, tree: LandedOnBase, plan: ScopePlan): Promise<readonly RebasedHistory[]> {
  const { relinked, refused } = plan;
  const moved = await Promise.all(relinked.relinked.map(one => reportMoved(session, tree, { plan, one })));
  return [...moved, ...refused.map(refusedHistory)];
}

export function refusedHistory({ history: { id, framework, folder }, refusal }: RefusedHistory): RebasedHistory {
  return { history: id, framework: framework.name, folder, onto: [], moved: [], dropped: [], notes: [], refusal };
}

interface PlannedRelinking {
  readonly plan: ScopePlan;
  readonly one: RelinkedHistory;
}

async function reportMoved(session: RepositorySession, tree: LandedOnBase, { plan, one }: PlannedRelinking): Promise<RebasedHistory> {
  const { history, placements, droppedMerges } = one;
  const { joined } = plan.relinked;
  const grounds = one.onto.flatMap(id => joined.graph.nodes.get(id)?.migration ?? []);
  return {
    history: history.id,
    framework: history.framework.name,
    folder: history.folder,
    onto: await Promise.all(grounds.map(migration => landedParent(session, tree.onto, migration))),
    moved: placements.flatMap(({ id, parents }) => movedOf(plan, id, parents) ?? []).filter(isChanged),
    dropped: [...droppedMerges].flatMap(([id, heir]) => {
      const migration = joined.own.get(id);
      const reason = `it joins nothing any more: ${newName(plan, heir)} takes its place`;
      return migration ? [{ name: migration.literal, path: migration.path, reason }] : [];
    }),
    notes: [...withdrawnNotes(tree, joined, placements), ...missingParentNotes(tree, history, grounds)],
  };
}

/** A migration may need what its deleted parent did: only its author knows. */
function withdrawnNotes({ onto }: LandedOnBase, { own, withdrawn }: JoinedGraph, placements: readonly Placement[]): readonly Fix[] {
  return placements.flatMap(({ id }) => {
    const migration = own.get(id);
    const gone = migration?.parents.filter(parent => withdrawn.has(parent.id)).map(parent => parent.id) ?? [];
    if (!migration || gone.length === 0) return [];
    return [
      { title: `${onto.upstream.spelled} has deleted ${gone.join(', ')}: check that ${migration.literal} needs nothing that only it did` },
    ];
  });
}

/** The framework cannot load the history until the missing ancestors are in the working tree. */
function missingParentNotes(tree: LandedOnBase, { id }: History, grounds: readonly Migration[]): readonly Fix[] {
  const { onto } = tree;
  const absent = grounds.filter(ground => !isHere(tree, ground)).map(ground => ground.id);
  if (absent.length === 0) return [];
  const title = `${absent.join(', ')} is on ${onto.upstream.spelled} and not in this branch yet: until it is, ${id} cannot be loaded here`;
  return [{ title }];
}

function movedOf(plan: ScopePlan, id: MigrationId, parents: readonly MigrationId[]): MovedMigration | undefined {
  const { joined } = plan.relinked;
  const migration = joined.own.get(id);
  const name = plan.names.get(id);
  if (!migration || !name) return undefined;
  return {
    name: name.literal,
    path: name.path,
    parents: parents.map(parent => newName(plan, parent)),
    was: {
      name: migration.literal,
      path: migration.path,
      parents: migration.parents.map(reference => literalOf(reference.id, reference.history)),
    },
  };
}

/** A chain of which only a part moves is looked at whole. */
function isChanged({ name, path, parents, was }: MovedMigration): boolean {
  return name !== was.name || path !== was.path || parents.join() !== was.parents.join();
}

function newName({ names, relinked }: ScopePlan, id: MigrationId): string {
  return names.get(id)?.literal ?? spellingOf(relinked.joined.graph, id);
}

function literalOf(id: string, history: string | undefined): string {
  return history === undefined ? id : id.slice(history.length + 1);
}

async function landedParent(session: RepositorySession, { base }: UpstreamLanding, { literal, path }: Migration): Promise<RebaseTarget> {
  const landing = await session.repository.landingCommit(base.commit, path);
  const since = landing && `${landing.commit.slice(0, 7)}, by ${landing.author}, ${ageText(session.now - landing.time)}`;
  return { name: literal, path, ...(since === undefined ? {} : { since }) };
}

/** In the order of files and lines. */
export function inFileOrder(edits: readonly LineEdit[]): readonly LineEdit[] {
  return [...edits].sort((one, other) => (one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1));
}
