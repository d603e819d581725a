import { visible } from '../text/visible.js';

/** One entry of a list, with what belongs below it. Texts are Markdown already. */
export interface Item {
  readonly text: string;
  readonly below?: readonly Below[];
}

/** What is to be copied or read as it is: not Markdown. */
interface Fence {
  readonly fence: string;
  readonly language: 'sh' | 'text';
}

/** `fold`: what is told of what is folded. */
interface Fold {
  readonly fold: string;
  readonly inside: readonly Below[];
}

export type Below = Item | Fence | Fold;

/** Characters of a text that are shown as they are; a traceback may have any number. */
const MOST = 3_000;

export function printItem(item: Below, indent = ''): string {
  if ('fence' in item) return printFence(item, indent);
  if ('fold' in item) return printFold(item, indent);
  return `${indent}- ${item.text}\n${(item.below ?? []).map(one => printItem(one, `${indent}  `)).join('')}`;
}

// Never at the margin: GitLab takes a line that begins with a slash for a command to it.
function printFence({ fence, language }: Fence, indent: string): string {
  const shown = fence.length > MOST ? `${fence.slice(0, MOST)}\n…` : fence;
  const lines = shown.replace(/\n+$/, '').split(/\r?\n/).map(visible);
  const longest = Math.max(2, ...lines.flatMap(line => (line.match(/`+/g) ?? []).map(run => run.length)));
  const ticks = '`'.repeat(longest + 1);
  return [`${ticks}${language}`, ...lines, ticks].map(line => `${indent}${line}\n`).join('');
}

// What stands between is read as Markdown because of the empty lines.
function printFold({ fold, inside }: Fold, indent: string): string {
  const below = inside.map(one => printItem(one, indent)).join('');
  return `\n${indent}${FOLDED(fold)}\n\n${below}\n${indent}${UNFOLDED}\n`;
}

export const FOLDED = (title: string): string => `<details><summary>${title}</summary>`;
export const UNFOLDED = '</details>';
