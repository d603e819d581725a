import type { Fix, CommandRefusal } from '@oneleaf/core';
import { fixLines } from './finding.js';
import { columns, type StyledLine } from './line.js';

/** What somebody should know, and the command that goes with it. */
export function noteLines({ title, command }: Fix): readonly StyledLine[] {
  const note: StyledLine = [{ text: 'note', tone: 'mild' }, `  ${title}`];
  return command === undefined ? [note] : [note, ['run: ', { text: command, tone: 'command' }]];
}

/** Why nothing was done, where, and what helps. */
export function refusalLines({ message, related = [], fix }: CommandRefusal): readonly StyledLine[] {
  const places = related.map(one => [one.path, one.message] as const);
  return [[{ text: 'error', tone: 'bad' }, `  ${message}`], ...columns(places, '  '), ...(fix ? fixLines(fix) : [])];
}
