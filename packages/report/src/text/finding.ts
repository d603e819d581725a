import type { Finding, Fix, Severity } from '@oneleaf/core';
import { columns, type Line, type Tone } from './line.js';
import { visible } from './visible.js';
import { count, listed } from './wording.js';

const TONES: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'doubtful', note: 'mild' };

/** Findings of one rule that are shown; the rest is counted. */
export const SHOWN = 10;

/**
 * Findings rule by rule, in blocks that belong together: one-liners stand close, whatever is longer is a block of its own.
 * `onto`: the base as people say it.
 */
export function findingBlocks(findings: readonly Finding[], onto?: string): readonly (readonly Line[])[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.flatMap(rule =>
    blocksOfOneRule(
      findings.filter(finding => finding.rule === rule),
      onto,
    ),
  );
}

function blocksOfOneRule(findings: readonly Finding[], onto: string | undefined): readonly (readonly Line[])[] {
  const shown = findings.slice(0, SHOWN);
  const blocks: Line[][] = [];
  let close = false;
  for (const [index, finding] of shown.entries()) {
    const lines = findingLines(finding, shown[index + 1], onto);
    if (close) blocks.at(-1)?.push(...lines);
    else blocks.push([...lines]);
    close = lines.length === 1;
  }
  const rest = findings.slice(SHOWN);
  if (rest.length > 0) blocks.at(-1)?.push(restLine(rest));
  return blocks;
}

function restLine(rest: readonly Finding[]): Line {
  const histories = historiesOf(rest);
  return [`and ${count(rest.length, 'more', 'more')}${histories.length > 0 ? ` in ${listed(histories)}` : ''} (--format json tells each)`];
}

/** What, where in two columns, and how to mend it; a fix that the next finding has too is told there. */
function findingLines(finding: Finding, next: Finding | undefined, onto: string | undefined): readonly Line[] {
  const { severity, rule, message, fix } = finding;
  const head: Line = [{ text: severity, tone: TONES[severity] }, ' ', { text: rule, tone: 'strong' }, `  ${message}`];
  const shared = fix?.title === next?.fix?.title && fix?.command === next?.fix?.command;
  return [head, ...columns(places(finding, onto), '  '), ...(fix && !shared ? fixLines(fix) : [])];
}

/** The histories that findings speak of, each once. */
export function historiesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ history }) => history))].filter(history => history !== '');
}

function places({ location, related = [], message }: Finding, onto: string | undefined): readonly (readonly [string, string])[] {
  const rows = related.map(place => [place.path, place.side === 'base' && onto !== undefined ? `on ${onto}` : place.message] as const);
  const said = !location || related.some(({ path }) => path === location.path) || (related.length === 0 && message.includes(location.path));
  return said ? rows : [[location.path, ''], ...rows];
}

/** A command that cannot be shown as it is would do something else when copied: the title has to do. */
export function fixable({ command }: Fix): string | undefined {
  return command !== undefined && visible(command) === command ? command : undefined;
}

export function fixLines(fix: Fix): readonly Line[] {
  const { title } = fix;
  const command = fixable(fix);
  if (command === undefined) return [[`fix: ${title}`]];
  return [[`  ${title}`], ['fix: ', { text: command, tone: 'command' }]];
}
