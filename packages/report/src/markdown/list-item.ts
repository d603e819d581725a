import { visible } from '../words/visible.js';

/** One entry of a list, with what belongs below it. Texts are Markdown already. */
export interface ListItem {
  readonly text: string;
  readonly below?: readonly ItemContent[];
}

/** What is to be copied or read as it is: not Markdown. */
interface CodeFence {
  readonly fence: string;
  readonly language: 'sh' | 'text';
}

/** `fold`: what is told of what is folded. */
interface FoldedItems {
  readonly fold: string;
  readonly inside: readonly ItemContent[];
}

export type ItemContent = ListItem | CodeFence | FoldedItems;

/** Characters of a text that are shown as they are; a traceback may have any number. */
const MAX_FENCE_LENGTH = 3_000;

export function printItem(item: ItemContent, indent = ''): string {
  if ('fence' in item) return printFence(item, indent);
  if ('fold' in item) return printFold(item, indent);
  return `${indent}- ${item.text}\n${(item.below ?? []).map(one => printItem(one, `${indent}  `)).join('')}`;
}

// Never at the margin: GitLab takes a line that begins with a slash for a command to it.
function printFence({ fence, language }: CodeFence, indent: string): string {
  const shown = fence.length > MAX_FENCE_LENGTH ? `${fence.slice(0, MAX_FENCE_LENGTH)}\n…` : fence;
  const lines = shown
    .replace(/\n+$/, '')
    .split(/\r?\n/)
    .map(line => withoutJobCommand(visible(line)));
  const longest = Math.max(2, ...lines.flatMap(line => (line.match(/`+/g) ?? []).map(run => run.length)));
  const ticks = '`'.repeat(longest + 1);
  return [`${ticks}${language}`, ...lines, ticks].map(line => `${indent}${line}\n`).join('');
}

// A job of GitHub's prints the report: there a line that begins so, or holds this mark, is a command to the runner.
function withoutJobCommand(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '# #[');
}

// What stands between is read as Markdown because of the empty lines.
function printFold({ fold, inside }: FoldedItems, indent: string): string {
  const below = inside.map(one => printItem(one, indent)).join('');
  return `\n${indent}${detailsStart(fold)}\n\n${below}\n${indent}${DETAILS_END}\n`;
}

export const detailsStart = (title: string): string => `<details><summary>${title}</summary>`;
export const DETAILS_END = '</details>';
