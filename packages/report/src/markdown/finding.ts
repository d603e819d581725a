import type { Finding, Fix, Related, Unproved } from '@oneleaf/core';
import { fixable, SHOWN } from '../text/finding.js';
import { count } from '../text/wording.js';
import { listBlock, RANKS, SEVERITIES, type Block } from './account.js';
import { code, hinted, prose } from './inline.js';
import { FOLDED, printItem, UNFOLDED, type Below, type Item } from './item.js';

/** Places of one finding that are told. */
const PLACES = 10;

/** Errors, warnings, and folded what is only worth knowing. */
export function findingBlocks(findings: readonly Finding[]): readonly Block[] {
  return SEVERITIES.flatMap(severity => {
    const same = findings.filter(one => one.severity === severity);
    const items = findingItems(same);
    if (items.length === 0) return [];
    return severity === 'note' ? [foldedBlock(count(same.length, 'note'), items, RANKS.note)] : [listBlock(RANKS[severity], items)];
  });
}

/** As in the text, the rest of a rule is counted. */
export function findingItems(findings: readonly Finding[], onto?: string): readonly Item[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.flatMap(rule => {
    const same = findings.filter(one => one.rule === rule);
    const rest = same.length - SHOWN;
    const items = same.slice(0, SHOWN).map(finding => findingItem(finding, onto));
    return rest > 0 ? [...items, { text: `and ${count(rest, 'more', 'more')} of ${code(rule)}: the JSON report tells each` }] : items;
  });
}

/** `title`: HTML. */
export function foldedBlock(title: string, items: readonly Item[], rank: number): Block {
  return { rank, before: `${FOLDED(title)}\n\n`, pieces: items.map(item => printItem(item)), after: `\n${UNFOLDED}\n` };
}

/** `onto`: the base as people say it. */
function findingItem({ severity, rule, message, location, related = [], fix }: Finding, onto?: string): Item {
  const [first = ''] = message.split('\n');
  const shown = related.slice(0, PLACES).map((place): Item => ({ text: placeText(place, onto) }));
  const isTold = location === undefined || related.some(({ path }) => path === location.path);
  return {
    text: `**${severity}** ${code(rule)}: ${prose(first)}`,
    below: [
      ...(isTold ? [] : [{ text: code(location.path) }]),
      ...shown,
      ...(related.length > PLACES ? [{ text: `and ${count(related.length - PLACES, 'more place')}` }] : []),
      ...(fix ? fixBelow(fix) : []),
      ...wholeBelow(message),
    ],
  };
}

function placeText({ path, message, side }: Related, onto: string | undefined): string {
  if (side === 'base' && onto !== undefined) return `${code(path)}: on ${code(onto)}`;
  const [, line, more] = /^line (\d+)(?:: (.*))?$/s.exec(message) ?? [];
  const place = code(line === undefined ? path : `${path}:${line}`);
  const rest = line === undefined ? message : (more ?? '');
  return rest === '' ? place : `${place}: ${prose(rest)}`;
}

/** What a message says beyond its line. */
export function wholeBelow(message: string): readonly Below[] {
  return message.includes('\n') || message.length > 300 ? [{ fold: 'all it says', inside: [{ fence: message, language: 'text' }] }] : [];
}

// A comment speaks with more weight than the branch whose code made the report: the only commands in it are our own, without anything that a
// shell would read as more than words.
const OURS = /^npx oneleaf(?: (?:[\w./@:=+-]+|'[^']*'))+$/;

export function fixBelow(fix: Fix): readonly Below[] {
  const command = fixable(fix);
  const isOurs = command !== undefined && OURS.test(command);
  return [{ text: prose(fix.title), ...(isOurs ? { below: [{ fence: command, language: 'sh' }] } : {}) }];
}

/** What was not run, and what would help. */
export function unprovedItem({ project, reason, hint }: Unproved): Item {
  const [first = ''] = reason.split('\n');
  return { text: `**not run** ${code(project)}: ${prose(first)}`, below: [{ text: `try: ${hinted(hint)}` }, ...wholeBelow(reason)] };
}
