import {
  type Fix,
  type History,
  spelled,
  type Ground,
  type LineEdit,
  type Migration,
  type MigrationId,
  type Moved,
  type RebasedHistory,
  type Relinking,
  type Unrelinked,
} from '@oneleaf/core';
import type { Landing, Onto } from '../landed-tree.js';
import type { Session } from '../session.js';
import { ago } from '../time.js';
import { bringIn } from '../upstream.js';
import type { ScopePlan } from './plan.js';

/** What becomes of the histories of one scope, in words and names. */
export async function toldOf(session: Session, tree: Landing, plan: ScopePlan): Promise<readonly RebasedHistory[]> {
  const { relinked, refused } = plan;
  const moved = await Promise.all(relinked.relinked.map(one => toldMoved(session, tree, { plan, one })));
  return [...moved, ...refused.map(refusedIn)];
}

export function refusedIn({ history: { id, framework, folder }, refusal }: Unrelinked): RebasedHistory {
  return { history: id, framework, folder, onto: [], moved: [], dropped: [], notes: [], refusal };
}

interface Chosen {
  readonly plan: ScopePlan;
  readonly one: Relinking;
}

async function toldMoved(session: Session, tree: Landing, { plan, one }: Chosen): Promise<RebasedHistory> {
  const { history, placements, needless } = one;
  const { joined } = plan.relinked;
  const grounds = one.onto.flatMap(id => joined.graph.nodes.get(id)?.migration ?? []);
  return {
    history: history.id,
    framework: history.framework,
    folder: history.folder,
    onto: await Promise.all(grounds.map(migration => groundOf(session, tree.onto, migration))),
    moved: placements.flatMap(({ id, parents }) => movedOf(plan, id, parents) ?? []).filter(isNews),
    dropped: [...needless].flatMap(([id, heir]) => {
      const migration = joined.own.get(id);
      const reason = `nothing is left for it to join: ${nameOf(plan, heir)} takes its place`;
      return migration ? [{ name: migration.literal, path: migration.path, reason }] : [];
    }),
    notes: absences(tree, history, grounds),
  };
}

/** Until what it stands on is in the working tree, the framework itself cannot load the history. */
function absences({ here, onto }: Landing, { id }: History, grounds: readonly Migration[]): readonly Fix[] {
  const absent = grounds.filter(({ path }) => !here.files.has(path)).map(ground => ground.id);
  if (absent.length === 0) return [];
  const title = `${absent.join(', ')} is on ${onto.upstream.spelled} and not here yet: until it is, ${id} cannot be loaded here`;
  return [{ title, command: bringIn(onto.upstream) }];
}

function movedOf(plan: ScopePlan, id: MigrationId, parents: readonly MigrationId[]): Moved | undefined {
  const { joined } = plan.relinked;
  const migration = joined.own.get(id);
  const name = plan.names.get(id);
  if (!migration || !name) return undefined;
  return {
    name: name.literal,
    path: name.path,
    parents: parents.map(parent => nameOf(plan, parent)),
    was: {
      name: migration.literal,
      path: migration.path,
      parents: migration.parents.map(reference => literalOf(reference.id, reference.history)),
    },
  };
}

/** A chain of which only a part moves is looked at whole. */
function isNews({ name, path, parents, was }: Moved): boolean {
  return name !== was.name || path !== was.path || parents.join() !== was.parents.join();
}

function nameOf({ names, relinked }: ScopePlan, id: MigrationId): string {
  return names.get(id)?.literal ?? spelled(relinked.joined.graph, id);
}

function literalOf(id: string, history: string | undefined): string {
  return history === undefined ? id : id.slice(history.length + 1);
}

async function groundOf(session: Session, { base }: Onto, { literal, path }: Migration): Promise<Ground> {
  const landing = await session.repository.landingCommit(base.commit, path);
  const since = landing && `${landing.commit.slice(0, 7)}, by ${landing.author}, ${ago(session.now - landing.time)}`;
  return { name: literal, path, ...(since === undefined ? {} : { since }) };
}

/** In the order of files and lines. */
export function inFileOrder(edits: readonly LineEdit[]): readonly LineEdit[] {
  return [...edits].sort((one, other) => (one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1));
}
