import { recordPlanOf, joinCommands, type HistoryContents, type RecordPlan, type Fix, type RebasedHistory } from '@oneleaf/core';
import type { MigrationRecord } from '@oneleaf/sandbox';
import { EnvironmentError } from '@oneleaf/core/errors';
import type { LandedOnBase } from '../landing/landed-tree.js';

/** What the developer's database asks for, because it has applied some of what moves. */
export interface DatabaseFollowUp {
  readonly record: MigrationRecord;
  readonly recordPlan: RecordPlan;
}

export interface MovedHistories {
  readonly rebased: readonly RebasedHistory[];
  /** The histories as landing leaves them once all is written. */
  readonly after: ReadonlyMap<string, HistoryContents>;
}

/** Undefined where nothing that moves is applied. */
export async function planFollowUp(
  record: MigrationRecord,
  { here }: LandedOnBase,
  { rebased, after }: MovedHistories,
): Promise<DatabaseFollowUp | undefined> {
  const moves = rebased.flatMap(({ history, moved }) => moved.map(({ name, was }) => ({ history, from: was.name, to: name })));
  if (moves.length === 0) return undefined;
  const recordPlan = recordPlanOf({
    moves,
    before: here,
    after: { contents: after },
    applied: await record.applied(),
    engine: record.engine,
  });
  return recordPlan.applied.length > 0 ? { record, recordPlan } : undefined;
}

/** What to run, in the frameworks' own commands: before anything is written, or afterwards with the data kept. */
export function followUpNotes({ record, recordPlan }: DatabaseFollowUp, state: 'planned' | 'written' | 'applied'): readonly Fix[] {
  const names = recordPlan.applied.map(({ from }) => from).join(', ');
  const fact = `${names} ${recordPlan.applied.length === 1 ? 'is' : 'are'} applied to ${record.label}`;
  if (recordPlan.refusal !== undefined)
    return [{ title: `${fact}, and must not stay applied: ${recordPlan.refusal}`, ...commandField(recordPlan.before) }];
  if (state === 'applied')
    return [
      {
        title: `${record.label}${recordPlan.rest.length > 0 ? ' is changed; run the rest' : ' is up to date'}`,
        ...commandField(recordPlan.rest),
      },
    ];
  const keeping = { title: `${fact}; after the rebase, this keeps the data`, ...commandField(recordPlan.after) };
  if (state === 'written') return [{ ...keeping, title: `${fact}; this keeps the data` }];
  return recordPlan.before.length > 0
    ? [{ title: `${fact}; undo it before the rebase, or`, ...commandField(recordPlan.before) }, keeping]
    : [keeping];
}

function commandField(commands: readonly string[]): Pick<Fix, 'command'> {
  return commands.length === 0 ? {} : { command: joinCommands(commands) };
}

/** Before anything is written: what cannot be done there is not begun here. */
export function requireFeasible({ recordPlan, record }: DatabaseFollowUp): void {
  if (recordPlan.refusal === undefined) return;
  throw new EnvironmentError(`${record.label} cannot follow: ${recordPlan.refusal}`, joinCommands(recordPlan.before) || 'oneleaf rebase');
}
