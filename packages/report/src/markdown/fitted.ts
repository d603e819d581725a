import { MARKS, type Account, type Block } from './account.js';

// GitHub refuses a comment of more than 65,536 characters, GitLab one of more than a million.
const LONGEST = 65_000;

/** Room for what is said of what is left out. */
const RESERVE = 200;

interface Taken {
  readonly block: Block;
  readonly pieces: string[];
}

interface Told {
  readonly heading: string;
  readonly blocks: readonly Taken[];
}

/** Accounts under one another, whole pieces only: where not all have room, the worst of all accounts come first. */
export function fitted(opening: string, accounts: readonly Account[], longest = LONGEST): string {
  let room = longest - RESERVE - opening.length;
  const told: Told[] = [];
  for (const { mark, headline, blocks } of accounts) {
    const heading = blocks.length > 0 || accounts.length === 1 ? `### ${MARKS[mark]} ${headline}\n\n` : `- ${MARKS[mark]} ${headline}\n`;
    if (heading.length >= room) continue;
    room -= heading.length + 1;
    told.push({ heading, blocks: blocks.map(block => ({ block, pieces: [] })) });
  }
  const inOrder = told.flatMap(({ blocks }) => blocks).sort((a, b) => a.block.rank - b.block.rank);
  for (const taken of inOrder) room = fill(taken, room);
  const left = inOrder.reduce((sum, { block, pieces }) => sum + block.pieces.length - pieces.length, 0);
  return `${opening}${told.map((one, at) => `${startsAnew(told[at - 1], one) ? '\n' : ''}${printed(one)}`).join('')}${leftOut(left, accounts.length - told.length)}`;
}

function fill({ block, pieces }: Taken, room: number): number {
  const around = (block.before ?? '').length + (block.after ?? '').length + 1;
  let left = room;
  for (const piece of block.pieces) {
    const cost = piece.length + (pieces.length === 0 ? around : 0);
    if (cost > left) continue;
    left -= cost;
    pieces.push(piece);
  }
  return left;
}

/** Lines of reports without anything to tell stand close. */
function startsAnew(before: Told | undefined, { blocks }: Told): boolean {
  return before !== undefined && before.blocks.length + blocks.length > 0;
}

function printed({ heading, blocks }: Told): string {
  const full = blocks.filter(({ pieces }) => pieces.length > 0);
  return heading + full.map((taken, at) => `${separated(full[at - 1], taken) ? '\n' : ''}${blockText(taken)}`).join('');
}

function blockText({ block, pieces }: Taken): string {
  return `${block.before ?? ''}${pieces.join('')}${block.after ?? ''}`;
}

/** A blank line between the items of two lists would make them one list with room between all its items. */
function separated(before: Taken | undefined, taken: Taken): boolean {
  const isList = ({ block }: Taken): boolean => block.before === undefined && block.after === undefined;
  return before !== undefined && !(isList(before) && isList(taken));
}

function leftOut(pieces: number, accounts: number): string {
  const reports = accounts > 0 ? ` and ${accounts.toLocaleString('en-US')} whole reports` : '';
  if (pieces + accounts === 0) return '';
  return `\n${pieces.toLocaleString('en-US')} more entries${reports} have no room here: the JSON reports tell each.\n`;
}
