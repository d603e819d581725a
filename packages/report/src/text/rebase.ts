import type { Concern, RebaseTarget, LineEdit, PossibleMention, MovedMigration, RebasedHistory, RebaseReport } from '@oneleaf/core';
import { SEVERITY_TONES } from './layout/finding.js';
import { BLANK_LINE, columns, type StyledLine } from './layout/line.js';
import { noteLines, refusalLines } from './layout/note.js';
import { staleBaseLines } from './pre-push.js';
import { count, joinNames, shortRef } from '../words/wording.js';

/** What goes behind what and why, which lines change, and what a person has to look at. */
export function rebaseLines(report: RebaseReport): readonly StyledLine[] {
  const { base, state, rebased, concerns, edits, mentions, notes } = report;
  if (state === 'taken-back')
    return [[`all is as it was before ${joinNames(rebased.map(({ history }) => history))} went behind ${shortRef(base.ref)}`]];
  const blocks = rebased.map(one => (one.refusal ? refusalLines(one.refusal) : historyLines(one, report)));
  const none = rebased.length === 0 ? [[[`nothing to put behind ${shortRef(base.ref)}: no history would fork`]]] : [];
  const all = [
    ...(base.stale ? [staleBaseLines(base)] : []),
    ...none,
    ...blocks,
    ...(concerns.length > 0 ? [concerns.map(concernLine)] : []),
    ...(state === 'planned' && edits.length > 0 ? [editLines(edits)] : []),
    ...(mentions.length > 0 ? [mentionLines(mentions)] : []),
    ...changeSummary(report),
    ...notes.map(noteLines),
    ...nextLines(report),
  ];
  return all.flatMap((block, at) => (at === 0 ? block : [BLANK_LINE, ...block]));
}

function historyLines({ history, onto, moved, dropped, notes }: RebasedHistory, { base, state }: RebaseReport): readonly StyledLine[] {
  const one = moved.length === 1;
  const verb = state === 'planned' ? 'would go' : one ? 'goes' : 'go';
  const places = onto.map(ground => landedParentText(ground, base.ref));
  const behind = places.length === 0 ? 'one behind the other' : `behind ${joinNames(places)}`;
  const names = new Map(moved.map(({ name, was }) => [was.name, name]));
  return [
    [{ text: history, tone: 'strong' }, `: ${count(moved.length, 'migration')} ${verb} ${behind}`],
    ...columns(
      moved.map(migration => movedRow(migration, names)),
      '  ',
    ),
    ...dropped.map(({ name, reason }): StyledLine => [`  ${name} goes away: ${reason}`]),
    ...notes.flatMap(noteLines),
  ];
}

function concernLine({ severity, message }: Concern): StyledLine {
  return [{ text: severity, tone: SEVERITY_TONES[severity] }, `  ${message}`];
}

function landedParentText({ name, since }: RebaseTarget, base: string): string {
  return `${name} (on ${shortRef(base)}${since === undefined ? '' : ` since ${since}`})`;
}

/** A parent that only has another name is no news. */
function movedRow({ name, parents, was }: MovedMigration, names: ReadonlyMap<string, string>): readonly [string, string] {
  const renamed = name === was.name ? name : `${was.name} -> ${name}`;
  const stands = was.parents.map(parent => names.get(parent) ?? parent).join() === parents.join();
  return [renamed, stands ? '' : `on ${joinNames(parents)} instead of ${was.parents.length > 0 ? joinNames(was.parents) : 'nothing'}`];
}

function editLines(edits: readonly LineEdit[]): readonly StyledLine[] {
  return edits.flatMap(({ path, line, before, after }, at): readonly StyledLine[] => {
    const number = String(line).padStart(6);
    return [
      ...(edits[at - 1]?.path === path ? [] : [[{ text: path, tone: 'strong' } as const]]),
      [`${number}  `, { text: `- ${before}`, tone: 'bad' }],
      ['        ', { text: `+ ${after}`, tone: 'good' }],
    ];
  });
}

function mentionLines(mentions: readonly PossibleMention[]): readonly StyledLine[] {
  return [
    [{ text: 'look at', tone: 'doubtful' }, '  what may mean a migration that has another name now'],
    ...mentions.flatMap(({ path, line, text, reason }): readonly StyledLine[] => [[`  ${path}:${line}`, `  ${text}`], [`    ${reason}`]]),
  ];
}

/** A plan that is not written yet has no commands to go on with. */
function nextLines({ state, changes, next = [] }: RebaseReport): readonly (readonly StyledLine[])[] {
  if (next.length === 0 || (state === 'planned' && changes.length > 0)) return [];
  const commands = next.map(({ command = '' }): StyledLine => ['  ', { text: command, tone: 'command' }]);
  return [[['run next, in this order:'], ...commands]];
}

function changeSummary({ changes, rebased, state, commit }: RebaseReport): readonly (readonly StyledLine[])[] {
  if (changes.length === 0) return [];
  const renamed = rebased.flatMap(({ moved }) => moved).filter(({ path, was }) => path !== was.path).length;
  const files = count(changes.filter(({ text }) => text !== null).length, 'file');
  const told: StyledLine = [`${files} ${state === 'planned' ? 'would be ' : ''}written, ${renamed} under another name`];
  if (state === 'planned') return [[told]];
  const next: StyledLine = commit === null ? ['take it back with: '] : [`committed as ${shortRef(commit)}`];
  return [[told, commit === null ? [...next, { text: 'npx oneleaf rebase --abort', tone: 'command' }] : next]];
}
