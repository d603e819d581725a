import type { Finding, Fix, RelatedLocation, UnrunnableProject } from '@oneleaf/core';
import { copyableCommand, SHOWN_PER_RULE } from '../words/finding-words.js';
import { count } from '../words/wording.js';
import { listBlock, RANKS, SEVERITIES, type SectionBlock } from './section.js';
import { code, hintMarkdown, messageMarkdown, prose } from './inline.js';
import { detailsStart, printItem, DETAILS_END, type ItemContent, type ListItem } from './list-item.js';

/** Places of one finding that are told. */
const MAX_RELATED = 10;

/** Errors, warnings, and folded what is only worth knowing. */
export function findingBlocks(findings: readonly Finding[]): readonly SectionBlock[] {
  return SEVERITIES.flatMap(severity => {
    const same = findings.filter(one => one.severity === severity);
    const items = findingItems(same);
    if (items.length === 0) return [];
    return severity === 'note' ? [foldedBlock(count(same.length, 'note'), items, RANKS.note)] : [listBlock(RANKS[severity], items)];
  });
}

/** As in the text, the rest of a rule is counted. */
export function findingItems(findings: readonly Finding[], onto?: string): readonly ListItem[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.flatMap(rule => {
    const same = findings.filter(one => one.rule === rule);
    const rest = same.length - SHOWN_PER_RULE;
    const items = same.slice(0, SHOWN_PER_RULE).map(finding => findingItem(finding, onto));
    return rest > 0 ? [...items, { text: `and ${count(rest, 'more', 'more')} of ${code(rule)}: the JSON report tells each` }] : items;
  });
}

/** `title`: HTML. */
export function foldedBlock(title: string, items: readonly ListItem[], rank: number): SectionBlock {
  return { rank, before: `${detailsStart(title)}\n\n`, pieces: items.map(item => printItem(item)), after: `\n${DETAILS_END}\n` };
}

/** `onto`: the base as people say it. */
function findingItem({ severity, rule, message, parts, location, related = [], fix }: Finding, onto?: string): ListItem {
  const shown = related.slice(0, MAX_RELATED).map((place): ListItem => ({ text: relatedText(place, onto) }));
  const isTold = location === undefined || related.some(({ path }) => path === location.path);
  return {
    text: `**${severity}** ${code(rule)}: ${messageMarkdown({ message, parts })}`,
    below: [
      ...(isTold ? [] : [{ text: code(location.path) }]),
      ...shown,
      ...(related.length > MAX_RELATED ? [{ text: `and ${count(related.length - MAX_RELATED, 'more place')}` }] : []),
      ...(fix ? fixBelow(fix) : []),
      ...fullMessageBelow(message),
    ],
  };
}

function relatedText({ path, line, message, note = message, side }: RelatedLocation, onto: string | undefined): string {
  if (side === 'base' && onto !== undefined) return `${code(path)}: on ${code(onto)}`;
  const place = code(line === undefined ? path : `${path}:${line}`);
  return note === '' ? place : `${place}: ${prose(note)}`;
}

/** What a message says beyond its line. */
export function fullMessageBelow(message: string): readonly ItemContent[] {
  return message.includes('\n') || message.length > 300 ? [{ fold: 'all it says', inside: [{ fence: message, language: 'text' }] }] : [];
}

// A comment speaks with more weight than the branch whose code made the report: the only commands in it are our own, without anything that a
// shell would read as more than words.
const OWN_COMMAND = /^npx oneleaf(?: (?:[\w./@:=+-]+|'[^']*'))+$/;

export function fixBelow(fix: Fix): readonly ItemContent[] {
  const command = copyableCommand(fix);
  const isOurs = command !== undefined && OWN_COMMAND.test(command);
  return [{ text: prose(fix.title), ...(isOurs ? { below: [{ fence: command, language: 'sh' }] } : {}) }];
}

/** What was not run, and what would help. */
export function notRunItem({ project, reason, hint }: UnrunnableProject): ListItem {
  const [first = ''] = reason.split('\n');
  return {
    text: `**not run** ${code(project)}: ${prose(first)}`,
    below: [{ text: `try: ${hintMarkdown(hint)}` }, ...fullMessageBelow(reason)],
  };
}
