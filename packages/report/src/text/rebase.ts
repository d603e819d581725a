import type { Concern, Ground, LineEdit, Mention, Moved, RebasedHistory, RebaseReport } from '@oneleaf/core';
import { BLANK, columns, type Line } from './line.js';
import { noteLines, refusalLines } from './note.js';
import { staleLines } from './push.js';
import { count, listed, said } from './wording.js';

/** What goes behind what and why, which lines change, and what a person has to look at. */
export function rebaseLines(report: RebaseReport): readonly Line[] {
  const { base, state, rebased, concerns, edits, mentions, notes } = report;
  if (state === 'taken-back')
    return [[`all is as it was before ${listed(rebased.map(({ history }) => history))} went behind ${said(base.ref)}`]];
  const blocks = rebased.map(one => (one.refusal ? refusalLines(one.refusal) : historyLines(one, report)));
  const none = rebased.length === 0 ? [[[`nothing to put behind ${said(base.ref)}: no history would fork`]]] : [];
  const all = [
    ...(base.stale ? [staleLines(base)] : []),
    ...none,
    ...blocks,
    ...(concerns.length > 0 ? [concerns.map(concernLine)] : []),
    ...(state === 'planned' && edits.length > 0 ? [editLines(edits)] : []),
    ...(mentions.length > 0 ? [mentionLines(mentions)] : []),
    ...closing(report),
    ...notes.map(noteLines),
  ];
  return all.flatMap((block, at) => (at === 0 ? block : [BLANK, ...block]));
}

function historyLines({ history, onto, moved, dropped, notes }: RebasedHistory, { base, state }: RebaseReport): readonly Line[] {
  const one = moved.length === 1;
  const verb = state === 'planned' ? 'would go' : one ? 'goes' : 'go';
  const places = onto.map(ground => groundWords(ground, base.ref));
  const behind = places.length === 0 ? 'one behind the other' : `behind ${listed(places)}`;
  const names = new Map(moved.map(({ name, was }) => [was.name, name]));
  return [
    [{ text: history, tone: 'strong' }, `: ${count(moved.length, 'migration')} ${verb} ${behind}`],
    ...columns(
      moved.map(migration => movedRow(migration, names)),
      '  ',
    ),
    ...dropped.map(({ name, reason }): Line => [`  ${name} goes away: ${reason}`]),
    ...notes.flatMap(noteLines),
  ];
}

const TONES = { error: 'bad', warning: 'doubtful', note: 'mild' } as const;

function concernLine({ severity, message }: Concern): Line {
  return [{ text: severity, tone: TONES[severity] }, `  ${message}`];
}

function groundWords({ name, since }: Ground, base: string): string {
  return `${name} (on ${said(base)}${since === undefined ? '' : ` since ${since}`})`;
}

/** A parent that only has another name is no news. */
function movedRow({ name, parents, was }: Moved, names: ReadonlyMap<string, string>): readonly [string, string] {
  const renamed = name === was.name ? name : `${was.name} -> ${name}`;
  const stands = was.parents.map(parent => names.get(parent) ?? parent).join() === parents.join();
  return [renamed, stands ? '' : `on ${listed(parents)} instead of ${was.parents.length > 0 ? listed(was.parents) : 'nothing'}`];
}

function editLines(edits: readonly LineEdit[]): readonly Line[] {
  return edits.flatMap(({ path, line, before, after }, at): readonly Line[] => {
    const number = String(line).padStart(6);
    return [
      ...(edits[at - 1]?.path === path ? [] : [[{ text: path, tone: 'strong' } as const]]),
      [`${number}  `, { text: `- ${before}`, tone: 'bad' }],
      ['        ', { text: `+ ${after}`, tone: 'good' }],
    ];
  });
}

function mentionLines(mentions: readonly Mention[]): readonly Line[] {
  return [
    [{ text: 'look at', tone: 'doubtful' }, '  what may mean a migration that has another name now'],
    ...mentions.flatMap(({ path, line, text, reason }): readonly Line[] => [[`  ${path}:${line}`, `  ${text}`], [`    ${reason}`]]),
  ];
}

function closing({ changes, rebased, state, commit }: RebaseReport): readonly (readonly Line[])[] {
  if (changes.length === 0) return [];
  const renamed = rebased.flatMap(({ moved }) => moved).filter(({ path, was }) => path !== was.path).length;
  const files = count(changes.filter(({ text }) => text !== null).length, 'file');
  const told: Line = [`${files} ${state === 'planned' ? 'would be ' : ''}written, ${renamed} under another name`];
  if (state === 'planned') return [[told]];
  const next: Line = commit === null ? ['take it back with: '] : [`committed as ${said(commit)}`];
  return [[told, commit === null ? [...next, { text: 'npx oneleaf rebase --abort', tone: 'command' }] : next]];
}
