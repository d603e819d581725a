import type { Deviation, HistoryStatus, StatusReport } from '@oneleaf/core';
import { fixLines } from './layout/finding.js';
import { BLANK_LINE, type StyledLine } from './layout/line.js';
import type { Tone } from '../words/tone.js';
import { joinNames, shortRef } from '../words/wording.js';

const DEVIATION_TONES: Readonly<Partial<Record<Deviation['kind'], Tone>>> = { behind: 'doubtful', unmigrated: 'doubtful', ahead: 'mild' };

/** One line for each history that is up to date, or what is not, with the next command. */
export function statusLines({ ref, commit, database, histories, notes }: StatusReport): readonly StyledLine[] {
  const tree = commit === null ? `the ${ref}` : `${shortRef(ref)} (${shortRef(commit)})`;
  const current = histories.filter(({ deviations }) => deviations.length === 0).map(currentLine);
  const others = histories.flatMap(({ history, table, deviations }) =>
    deviations.map(one => ({ ...one, subject: subjectOf(history, table, histories) })),
  );
  const blocks = others.map((one, at) => deviationLines(one, others[at + 1]));
  const closing: StyledLine = [`${database} ${others.length === 0 ? 'is' : 'is not'} up to date with ${tree}`];
  return [
    ...current,
    ...blocks.flat(),
    ...notes.map(({ title }): StyledLine => [{ text: 'note', tone: 'mild' }, `  ${title}`]),
    BLANK_LINE,
    [...closing],
  ];
}

function currentLine({ history, recorded }: HistoryStatus): StyledLine {
  return [
    { text: 'current', tone: 'good' },
    '  ',
    { text: history, tone: 'strong' },
    recorded.length === 0 ? '' : `  ${joinNames(recorded)}`,
  ];
}

/** Of several version tables of one history each is named. */
function subjectOf(history: string, table: string | undefined, all: readonly HistoryStatus[]): string {
  return all.filter(one => one.history === history).length > 1 && table !== undefined ? `${history} in ${table}` : history;
}

/** A command that the next one has too is told there. */
function deviationLines(
  { kind, subject, message, fix }: Deviation & { readonly subject: string },
  next: Deviation | undefined,
): readonly StyledLine[] {
  const head: StyledLine = [{ text: kind, tone: DEVIATION_TONES[kind] ?? 'bad' }, '  ', { text: subject, tone: 'strong' }, `  ${message}`];
  const isShared = fix?.command !== undefined && fix.command === next?.fix?.command;
  return [head, ...(fix && !isShared ? fixLines(fix) : [])];
}
