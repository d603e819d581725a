import type { GenerationRequest } from '@oneleaf/sandbox';
import { chooseParents, type Fix, type History, type Migration, type CommandRefusal } from '@oneleaf/core';
import { obstacleTo } from '../drafting/landing-obstacle.js';
import { successionOf } from '../drafting/migration-draft.js';
import type { DraftSettings } from '../drafting/migration-request.js';
import { isHere, type LandedTree } from '../landing/landed-tree.js';
import { proposeName } from '../drafting/proposed-name.js';
import type { RepositorySession } from '../session/session.js';
import { belongsTo, type FoundProject } from '../project-run/projects.js';
import { pullCommand } from '../branches/upstream.js';

/** Where the next migration of one history stands, and what it is called; or why it gets none. */
export interface NextMigration {
  readonly history: History;
  readonly parents: readonly Migration[];
  readonly literal?: string;
  readonly notes: readonly Fix[];
  readonly refusal?: CommandRefusal;
}

export interface GenerateSettings extends DraftSettings {
  readonly name: string;
}

export function nextMigrations(
  session: RepositorySession,
  tree: LandedTree,
  { histories }: FoundProject,
  naming: GenerateSettings,
): Promise<readonly NextMigration[]> {
  return Promise.all(histories.map(({ history }) => nextMigration(session, tree, history, naming)));
}

async function nextMigration(
  session: RepositorySession,
  tree: LandedTree,
  history: History,
  naming: GenerateSettings,
): Promise<NextMigration> {
  const none = { history, parents: [], notes: [] };
  const landed = tree.histories.get(history.id);
  const isFirst = !landed || landed.migrations.length === 0;
  // A history that no tree has begins here.
  const hindrance = landed && obstacleTo(tree, history);
  if (hindrance) return { ...none, refusal: hindrance };
  const found = isFirst ? { parents: [] } : chooseParents(successionOf(tree, history), undefined);
  if ('refusal' in found) return { ...none, refusal: found.refusal };
  const named = await proposeName(session, tree, { history, parents: found.parents, name: naming.name }, naming);
  return { ...none, parents: found.parents, ...('refusal' in named ? named : { literal: named.literal, notes: named.notes }) };
}

/** What has landed and is not here: neither the database nor the models would have it. */
export function missingLanded(tree: LandedTree, found: FoundProject): CommandRefusal | undefined {
  const { histories, onto } = tree;
  if (!onto) return undefined;
  const own = [...histories.values()].filter(({ history }) => belongsTo(found, history));
  const absent = own.flatMap(({ migrations }) => migrations).filter(one => !isHere(tree, one));
  if (absent.length === 0) return undefined;
  const { spelled } = onto.upstream;
  return {
    message: `${absent.map(({ id }) => id).join(', ')} ${absent.length === 1 ? 'is' : 'are'} on ${spelled} and not in this branch yet: a migration generated here would undo it`,
    related: absent.map(({ path }) => ({ path, message: `on ${spelled}` })),
    fix: { title: `merge ${spelled} into this branch first`, command: pullCommand(onto.upstream) },
  };
}

/** The request to the framework. */
export function generationRequest(
  { name, allow }: { readonly name: string; readonly allow: readonly string[] },
  standing: readonly NextMigration[],
  { run }: FoundProject,
): GenerationRequest {
  const pairs = allow.map((one): [string, string] => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)]);
  const planned = standing.map(({ history: { label }, literal, parents }) => ({
    label,
    ...(literal === undefined ? {} : { literal }),
    parents: parents.map(({ id }) => id),
  }));
  return { name, allow: pairs, ...run.generation(planned) };
}
