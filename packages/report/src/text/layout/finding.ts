import type { Finding, Fix, Severity } from '@oneleaf/core';
import { columns, type StyledLine } from './line.js';
import type { Tone } from '../../words/tone.js';
import { copyableCommand, historiesOf, SHOWN_PER_RULE } from '../../words/finding-words.js';
import { count, joinNames } from '../../words/wording.js';

export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'doubtful', note: 'mild' };

/**
 * Findings rule by rule, in blocks that belong together: one-liners stand close, whatever is longer is a block of its own.
 * `onto`: the base as people say it.
 */
export function findingBlocks(findings: readonly Finding[], onto?: string): readonly (readonly StyledLine[])[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.flatMap(rule =>
    ruleBlocks(
      findings.filter(finding => finding.rule === rule),
      onto,
    ),
  );
}

function ruleBlocks(findings: readonly Finding[], onto: string | undefined): readonly (readonly StyledLine[])[] {
  const shown = findings.slice(0, SHOWN_PER_RULE);
  const blocks: StyledLine[][] = [];
  let close = false;
  for (const [index, finding] of shown.entries()) {
    const lines = findingLines(finding, shown[index + 1], onto);
    if (close) blocks.at(-1)?.push(...lines);
    else blocks.push([...lines]);
    close = lines.length === 1;
  }
  const rest = findings.slice(SHOWN_PER_RULE);
  if (rest.length > 0) blocks.at(-1)?.push(restLine(rest));
  return blocks;
}

function restLine(rest: readonly Finding[]): StyledLine {
  const histories = historiesOf(rest);
  return [
    `and ${count(rest.length, 'more', 'more')}${histories.length > 0 ? ` in ${joinNames(histories)}` : ''} (--format json tells each)`,
  ];
}

/** What, where in two columns, and how to mend it; a fix that the next finding has too is told there. */
function findingLines(finding: Finding, next: Finding | undefined, onto: string | undefined): readonly StyledLine[] {
  const { severity, rule, message, fix } = finding;
  const head: StyledLine = [{ text: severity, tone: SEVERITY_TONES[severity] }, ' ', { text: rule, tone: 'strong' }, `  ${message}`];
  const shared = fix?.title === next?.fix?.title && fix?.command === next?.fix?.command;
  return [head, ...columns(locationRows(finding, onto), '  '), ...(fix && !shared ? fixLines(fix) : [])];
}

function locationRows({ location, related = [], parts = [] }: Finding, onto: string | undefined): readonly (readonly [string, string])[] {
  const rows = related.map(place => [place.path, place.side === 'base' && onto !== undefined ? `on ${onto}` : place.message] as const);
  const isNamed = (path: string): boolean => parts.some(({ type, text }) => type === 'path' && text === path);
  const isShown = !location || related.some(({ path }) => path === location.path) || (related.length === 0 && isNamed(location.path));
  return isShown ? rows : [[location.path, ''], ...rows];
}

export function fixLines(fix: Fix): readonly StyledLine[] {
  const { title } = fix;
  const command = copyableCommand(fix);
  if (command === undefined) return [[`fix: ${title}`]];
  return [[`  ${title}`], ['fix: ', { text: command, tone: 'command' }]];
}
