import { courseOf, inTurn, type Chapter, type Course, type Fix, type RebasedHistory } from '@oneleaf/core';
import type { Ledger } from '@oneleaf/sandbox';
import { EnvironmentError } from '../errors.js';
import type { Landing } from '../landed-tree.js';

/** What the developer's database asks for, because it has applied some of what moves. */
export interface Due {
  readonly ledger: Ledger;
  readonly course: Course;
}

export interface Moving {
  readonly rebased: readonly RebasedHistory[];
  /** The histories as landing leaves them once all is written. */
  readonly after: ReadonlyMap<string, Chapter>;
}

/** Undefined where nothing that moves is applied. */
export async function dueOn(ledger: Ledger, { here }: Landing, { rebased, after }: Moving): Promise<Due | undefined> {
  const moves = rebased.flatMap(({ history, moved }) => moved.map(({ name, was }) => ({ history, from: was.name, to: name })));
  if (moves.length === 0) return undefined;
  const course = courseOf({ moves, before: here, after: { chapters: after }, applied: await ledger.applied(), engine: ledger.kind });
  return course.applied.length > 0 ? { ledger, course } : undefined;
}

/** What to run, in the frameworks' own commands: before anything is written, or afterwards with the data kept. */
export function dueNotes({ ledger, course }: Due, state: 'planned' | 'written' | 'applied'): readonly Fix[] {
  const names = course.applied.map(({ from }) => from).join(', ');
  const fact = `${names} ${course.applied.length === 1 ? 'is' : 'are'} applied to ${ledger.named}`;
  if (course.refusal !== undefined) return [{ title: `${fact}, and cannot stay so: ${course.refusal}`, ...command(course.before) }];
  if (state === 'applied')
    return [{ title: `${ledger.named} knows it by now${course.rest.length > 0 ? '; what is left' : ''}`, ...command(course.rest) }];
  const keeping = { title: `${fact}; afterwards, with the data kept`, ...command(course.after) };
  if (state === 'written') return [{ ...keeping, title: `${fact}; with the data kept` }];
  return course.before.length > 0 ? [{ title: `${fact}; undo it first, or`, ...command(course.before) }, keeping] : [keeping];
}

function command(commands: readonly string[]): Pick<Fix, 'command'> {
  return commands.length === 0 ? {} : { command: inTurn(commands) };
}

/** Before anything is written: what cannot be done there is not begun here. */
export function demandWay({ course, ledger }: Due): void {
  if (course.refusal === undefined) return;
  throw new EnvironmentError(`${ledger.named} cannot follow: ${course.refusal}`, inTurn(course.before) || 'oneleaf rebase');
}
