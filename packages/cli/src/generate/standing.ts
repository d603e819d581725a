import type { Generation } from '@oneleaf/sandbox';
import { successor, type Fix, type History, type Migration, type Refusal } from '@oneleaf/core';
import { standstill } from '../commands/new.js';
import { successionOf, type Drawing } from '../drafting.js';
import type { LandedTree } from '../landed-tree.js';
import { nameOne } from '../naming.js';
import type { Session } from '../session.js';
import { isOf, type FoundProject } from '../throwaway/projects.js';
import { bringIn } from '../upstream.js';

/** Where the next migration of one history stands, and what it is called; or why it gets none. */
export interface Standing {
  readonly history: History;
  readonly parents: readonly Migration[];
  readonly literal?: string;
  readonly notes: readonly Fix[];
  readonly refusal?: Refusal;
}

export interface Naming extends Drawing {
  readonly name: string;
}

export function standings(session: Session, tree: LandedTree, { chapters }: FoundProject, naming: Naming): Promise<readonly Standing[]> {
  return Promise.all(chapters.map(({ history }) => standingOf(session, tree, history, naming)));
}

async function standingOf(session: Session, tree: LandedTree, history: History, naming: Naming): Promise<Standing> {
  const none = { history, parents: [], notes: [] };
  const landed = tree.chapters.get(history.id);
  const isFirst = !landed || landed.migrations.length === 0;
  // A history that no tree has begins here.
  const hindrance = landed && standstill(tree, history);
  if (hindrance) return { ...none, refusal: hindrance };
  const found = isFirst ? { parents: [] } : successor(successionOf(tree, history), undefined);
  if ('refusal' in found) return { ...none, refusal: found.refusal };
  const named = await nameOne(session, tree, { history, parents: found.parents, name: naming.name }, naming);
  return { ...none, parents: found.parents, ...('refusal' in named ? named : { literal: named.literal, notes: named.notes }) };
}

/** What has landed and is not here: neither the database nor the models would have it. */
export function behind({ chapters, here, onto }: LandedTree, found: FoundProject): Refusal | undefined {
  if (!onto) return undefined;
  const own = [...chapters.values()].filter(({ history }) => isOf(found, history));
  const absent = own.flatMap(({ migrations }) => migrations).filter(({ path }) => !here.files.has(path));
  if (absent.length === 0) return undefined;
  const { spelled } = onto.upstream;
  return {
    message: `${absent.map(({ id }) => id).join(', ')} ${absent.length === 1 ? 'is' : 'are'} on ${spelled} and not here yet: what is generated here would undo that`,
    related: absent.map(({ path }) => ({ path, message: `on ${spelled}` })),
    fix: { title: `bring ${spelled} in first`, command: bringIn(onto.upstream) },
  };
}

/** What the framework is asked for. */
export function wanted(
  { name, allow }: { readonly name: string; readonly allow: readonly string[] },
  standing: readonly Standing[],
  { framework }: FoundProject,
): Generation {
  const pairs = allow.map((one): [string, string] => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)]);
  const [first] = standing;
  if (framework !== 'django') return { name, allow: pairs, head: first?.parents[0]?.id, id: first?.literal };
  const literals = standing.flatMap(({ history, literal }) => (literal === undefined ? [] : [{ label: history.label, literal }]));
  const numbers = Object.fromEntries(
    literals.flatMap(({ label, literal }) => (/^\d/.test(literal) ? [[label, Number.parseInt(literal, 10)]] : [])),
  );
  return { name, allow: pairs, numbers };
}
