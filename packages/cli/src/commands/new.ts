import { successor, type DraftReport, type History, type Refusal } from '@oneleaf/core';
import { chooseHistory, type Choice } from '../choose-history.js';
import { draftOne, finish, refused, successionOf, type Draft, type Drawing } from '../drafting.js';
import { landTree, type LandedTree } from '../landed-tree.js';
import type { Session } from '../session.js';
import { bringIn } from '../upstream.js';

export interface NewOptions extends Choice, Drawing {
  readonly name: string;
  /** The leaf to stand on, where a history keeps several. */
  readonly onto?: string | undefined;
}

/** A new migration on what will be its history's leaf once the branch has landed. */
export async function newMigration(session: Session, options: NewOptions): Promise<DraftReport> {
  const tree = await landTree(session, options.base);
  const history = chooseHistory(tree.chapters, options);
  const drafts = [await draftNew(session, tree, history, options)];
  return finish(session, tree, { command: 'new', drafts, dryRun: options.dryRun });
}

async function draftNew(session: Session, tree: LandedTree, history: History, options: NewOptions): Promise<Draft> {
  const hindrance = standstill(tree, history);
  if (hindrance) return refused(history, hindrance);
  const found = successor(successionOf(tree, history), options.onto);
  if ('refusal' in found) return refused(history, found.refusal);
  return draftOne(session, tree, { history, parents: found.parents, name: options.name }, options);
}

/** What has to be settled first, because nobody can say what the history will be: git will stop, or the app is not here. */
export function standstill({ here, onto }: LandedTree, { id, folder }: History): Refusal | undefined {
  if (!onto) return undefined;
  const { spelled } = onto.upstream;
  const fix = { title: `bring ${spelled} in first`, command: bringIn(onto.upstream) };
  const stops = onto.contested.filter(({ path }) => path.startsWith(`${folder}/`));
  if (stops.length > 0) {
    const related = stops.map(({ path }) => ({ path, message: `changed here and on ${spelled}` }));
    return { message: `git will stop in ${id} when this branch lands`, related, fix };
  }
  return here.chapters.has(id) ? undefined : { message: `${id} is on ${spelled} and not here yet`, fix };
}
