import { recordPlanOf, joinCommands, type HistoryContents, type RecordPlan, type Fix, type RebasedHistory } from '@oneleaf/core';
import type { MigrationRecord } from '@oneleaf/sandbox';
import { EnvironmentError } from '@oneleaf/core/errors';
import type { LandedOnBase } from '../landing/landed-tree.js';

/** What the developer's database asks for, because it has applied some of what moves. */
export interface DatabaseFollowUp {
  readonly ledger: MigrationRecord;
  readonly course: RecordPlan;
}

export interface MovedHistories {
  readonly rebased: readonly RebasedHistory[];
  /** The histories as landing leaves them once all is written. */
  readonly after: ReadonlyMap<string, HistoryContents>;
}

/** Undefined where nothing that moves is applied. */
export async function planFollowUp(
  ledger: MigrationRecord,
  { here }: LandedOnBase,
  { rebased, after }: MovedHistories,
): Promise<DatabaseFollowUp | undefined> {
  const moves = rebased.flatMap(({ history, moved }) => moved.map(({ name, was }) => ({ history, from: was.name, to: name })));
  if (moves.length === 0) return undefined;
  const course = recordPlanOf({ moves, before: here, after: { contents: after }, applied: await ledger.applied(), engine: ledger.engine });
  return course.applied.length > 0 ? { ledger, course } : undefined;
}

/** What to run, in the frameworks' own commands: before anything is written, or afterwards with the data kept. */
export function followUpNotes({ ledger, course }: DatabaseFollowUp, state: 'planned' | 'written' | 'applied'): readonly Fix[] {
  const names = course.applied.map(({ from }) => from).join(', ');
  const fact = `${names} ${course.applied.length === 1 ? 'is' : 'are'} applied to ${ledger.label}`;
  if (course.refusal !== undefined)
    return [{ title: `${fact}, and must not stay applied: ${course.refusal}`, ...commandField(course.before) }];
  if (state === 'applied')
    return [
      { title: `${ledger.label}${course.rest.length > 0 ? ' is changed; run the rest' : ' is up to date'}`, ...commandField(course.rest) },
    ];
  const keeping = { title: `${fact}; after the rebase, this keeps the data`, ...commandField(course.after) };
  if (state === 'written') return [{ ...keeping, title: `${fact}; this keeps the data` }];
  return course.before.length > 0
    ? [{ title: `${fact}; undo it before the rebase, or`, ...commandField(course.before) }, keeping]
    : [keeping];
}

function commandField(commands: readonly string[]): Pick<Fix, 'command'> {
  return commands.length === 0 ? {} : { command: joinCommands(commands) };
}

/** Before anything is written: what cannot be done there is not begun here. */
export function requireFeasible({ course, ledger }: DatabaseFollowUp): void {
  if (course.refusal === undefined) return;
  throw new EnvironmentError(`${ledger.label} cannot follow: ${course.refusal}`, joinCommands(course.before) || 'oneleaf rebase');
}
