import type { Deviation, HistoryStatus, StatusReport } from '@oneleaf/core';
import { fixLines } from './finding.js';
import { BLANK, type Line, type Tone } from './line.js';
import { listed, said } from './wording.js';

const TONES: Readonly<Partial<Record<Deviation['kind'], Tone>>> = { behind: 'doubtful', unmigrated: 'doubtful', ahead: 'mild' };

/** One line for each history that is up to date, or what is not, with the next command. */
export function statusLines({ ref, commit, database, histories, notes }: StatusReport): readonly Line[] {
  const tree = commit === null ? `the ${ref}` : `${said(ref)} (${said(commit)})`;
  const current = histories.filter(({ deviations }) => deviations.length === 0).map(currentLine);
  const others = histories.flatMap(({ history, table, deviations }) =>
    deviations.map(one => ({ ...one, subject: subjectOf(history, table, histories) })),
  );
  const blocks = others.map((one, at) => deviationLines(one, others[at + 1]));
  const closing: Line = [`${database} ${others.length === 0 ? 'is' : 'is not'} up to date with ${tree}`];
  return [
    ...current,
    ...blocks.flat(),
    ...notes.map(({ title }): Line => [{ text: 'note', tone: 'mild' }, `  ${title}`]),
    BLANK,
    [...closing],
  ];
}

function currentLine({ history, recorded }: HistoryStatus): Line {
  return [{ text: 'current', tone: 'good' }, '  ', { text: history, tone: 'strong' }, recorded.length === 0 ? '' : `  ${listed(recorded)}`];
}

/** Of several version tables of one history each is named. */
function subjectOf(history: string, table: string | undefined, all: readonly HistoryStatus[]): string {
  return all.filter(one => one.history === history).length > 1 && table !== undefined ? `${history} in ${table}` : history;
}

/** A command that the next one has too is told there. */
function deviationLines(
  { kind, subject, message, fix }: Deviation & { readonly subject: string },
  next: Deviation | undefined,
): readonly Line[] {
  const head: Line = [{ text: kind, tone: TONES[kind] ?? 'bad' }, '  ', { text: subject, tone: 'strong' }, `  ${message}`];
  const isShared = fix?.command !== undefined && fix.command === next?.fix?.command;
  return [head, ...(fix && !isShared ? fixLines(fix) : [])];
}
