import { grouped } from '../words/wording.js';
import { MARK_SYMBOLS, type ReportSection, type SectionBlock } from './section.js';

// GitHub refuses a comment of more than 65,536 characters, GitLab one of more than a million.
const MAX_COMMENT_LENGTH = 65_000;

/** Room for what is said of what is left out. */
const OMISSION_LENGTH = 200;

interface SelectedBlock {
  readonly block: SectionBlock;
  readonly pieces: string[];
}

interface SelectedSection {
  readonly heading: string;
  readonly blocks: readonly SelectedBlock[];
}

/** Accounts under one another, whole pieces only: where not all have room, the worst of all accounts come first. */
export function fitSections(opening: string, accounts: readonly ReportSection[], longest = MAX_COMMENT_LENGTH): string {
  let room = longest - OMISSION_LENGTH - opening.length;
  const told: SelectedSection[] = [];
  for (const { mark, headline, blocks } of accounts) {
    const heading =
      blocks.length > 0 || accounts.length === 1 ? `### ${MARK_SYMBOLS[mark]} ${headline}\n\n` : `- ${MARK_SYMBOLS[mark]} ${headline}\n`;
    if (heading.length >= room) continue;
    room -= heading.length + 1;
    told.push({ heading, blocks: blocks.map(block => ({ block, pieces: [] })) });
  }
  const inOrder = told.flatMap(({ blocks }) => blocks).sort((a, b) => a.block.rank - b.block.rank);
  for (const taken of inOrder) room = fillBlock(taken, room);
  const left = inOrder.reduce((sum, { block, pieces }) => sum + block.pieces.length - pieces.length, 0);
  return `${opening}${told.map((one, at) => `${needsBlankLine(told[at - 1], one) ? '\n' : ''}${sectionText(one)}`).join('')}${omissionText(left, accounts.length - told.length)}`;
}

function fillBlock({ block, pieces }: SelectedBlock, room: number): number {
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
function needsBlankLine(before: SelectedSection | undefined, { blocks }: SelectedSection): boolean {
  return before !== undefined && before.blocks.length + blocks.length > 0;
}

function sectionText({ heading, blocks }: SelectedSection): string {
  const full = blocks.filter(({ pieces }) => pieces.length > 0);
  return heading + full.map((taken, at) => `${needsSeparator(full[at - 1], taken) ? '\n' : ''}${blockText(taken)}`).join('');
}

function blockText({ block, pieces }: SelectedBlock): string {
  return `${block.before ?? ''}${pieces.join('')}${block.after ?? ''}`;
}

/** A blank line between the items of two lists would make them one list with room between all its items. */
function needsSeparator(before: SelectedBlock | undefined, taken: SelectedBlock): boolean {
  const isList = ({ block }: SelectedBlock): boolean => block.before === undefined && block.after === undefined;
  return before !== undefined && !(isList(before) && isList(taken));
}

function omissionText(pieces: number, accounts: number): string {
  const reports = accounts > 0 ? ` and ${grouped(accounts)} whole reports` : '';
  if (pieces + accounts === 0) return '';
  return `\n${grouped(pieces)} more entries${reports} have no room here: the JSON reports tell each.\n`;
}
