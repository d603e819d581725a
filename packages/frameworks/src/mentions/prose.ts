import { type NameBearer, type NameMention, type MentionReading, onlyName, onlyNumber, isNumber } from './renaming.js';
import { isDjangoCommand } from './framework-words.js';
import { readingByPath } from './spelled-path.js';

/** How far to look around a name: a line may be a megabyte long. */
const MAX_LOOKBACK = 300;

const wordBoundaries = new Set(' \t\f\r\n"\'`()<>[]{},;|=*');

/** What the text around a name says, whatever language it is in; undefined when another thing is meant. */
export function readProse(file: { readonly path: string; readonly text: string }, mention: NameMention): MentionReading | undefined {
  if (mention.kind === 'parent') return undefined;
  const left = lineBefore(file.text, mention.start);
  const word = wordBefore(left);
  const suffix = suffixAt(file.text, mention.end);
  if (word.length === MAX_LOOKBACK) return { bearers: mention.bearers, doubt: onlyName };
  if (word.endsWith('.') && !word.includes('/')) return suffix === '/' ? undefined : readDotted(file.path, word, mention);
  if (suffix !== '' && suffix !== '.py') return undefined;
  if (word.endsWith('/')) return readPath(file.path, word, mention);
  return word.includes('/') ? undefined : readWords(left, mention);
}

/** What makes more of a name than a name: an ending, an attribute, a folder's slash. */
function suffixAt(text: string, at: number): string {
  const [suffix = ''] = /^(?:\.py(?![\p{L}\p{N}_])|\.[\p{L}\p{N}_]|\/)?/u.exec(text.slice(at, at + 4)) ?? [];
  return suffix;
}

function lineBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - MAX_LOOKBACK), at);
  return near.slice(Math.max(near.lastIndexOf('\n'), near.lastIndexOf('\r')) + 1);
}

/** What touches the name on its left. A colon parts words, unless it is an address's. */
function wordBefore(left: string): string {
  let at = left.length;
  while (at > 0 && !wordBoundaries.has(left.charAt(at - 1)) && (left.charAt(at - 1) !== ':' || left.startsWith('//', at))) at -= 1;
  return left.slice(at);
}

function readPath(path: string, word: string, { bearers, kind }: NameMention): MentionReading | undefined {
  if (kind === 'number') return undefined;
  const steps = word.split('/').filter(step => !['', '.', '..'].includes(step));
  const found = readingByPath(bearers, { steps, relative: word, rooted: /^[/~$]/.test(word) }, path);
  return found && word.includes('://') ? { bearers: found.bearers, doubt: 'an address of another place' } : found;
}

function readDotted(path: string, word: string, mention: NameMention): MentionReading | undefined {
  const dotted = /^\.*([\p{L}\p{N}_.]+)\.$/u.exec(word)?.[1];
  if (dotted === undefined) return undefined;
  const labelled = labelledReading(mention, dotted);
  if (labelled || mention.kind === 'number') return labelled;
  return readingByPath(mention.bearers, { steps: dotted.split('.'), rooted: false }, path);
}

function readWords(left: string, mention: NameMention): MentionReading | undefined {
  const label = labelBefore(left) ?? '';
  const found = labelledReading(mention, label) ?? labelledReading(mention, migrateTarget(left)) ?? commandReading(left, mention);
  if (found || mention.kind === 'number') return found;
  return isNumber(mention.name) && !/\brevision\W*$/i.test(left) ? undefined : { bearers: mention.bearers, doubt: onlyName };
}

/** Those in the app of this label, where there are any. */
export function labelledReading({ bearers, kind }: NameMention, label: string): MentionReading | undefined {
  const found = bearers.filter(bearer => bearer.label !== '' && bearer.label === label);
  if (found.length === 0) return undefined;
  return kind === 'number' ? { bearers: found, doubt: onlyNumber } : { bearers: found };
}

/** `shop 0002`, `shop: 0002`, `"shop", "0002`, `| shop | 0002`. */
function labelBefore(left: string): string | undefined {
  const [, label] = /(?<![\p{L}\p{N}_./-])([\p{L}_][\p{L}\p{N}_]{0,99})(?!$)["'`]?[ \t]{0,20}[:=,|]?[ \t]{0,20}["'`]?$/u.exec(left) ?? [];
  return label;
}

/** The app that a `migrate` on the same line is for: `manage.py migrate shop --fake 0002`, `squashmigrations shop 0001 0002`. */
function migrateTarget(left: string): string {
  const words = left.split(/[\s"'`]+/);
  const [label = '', ...between] = words.slice(words.findLastIndex(isDjangoCommand) + 1 || words.length).filter(isArgument);
  return between.every(word => /^\d/.test(word)) ? label : '';
}

function isArgument(word: string): boolean {
  return word !== '' && !word.startsWith('-');
}

/** Alembic's commands that take a revision. */
export const alembicCommands: ReadonlySet<string> = new Set(['upgrade', 'downgrade', 'stamp', 'show', 'edit', 'merge']);

/** `alembic upgrade 003`, `flask db downgrade 003`, `alembic upgrade 002:003`. */
function commandReading(left: string, mention: NameMention): MentionReading | undefined {
  const words = left.split(/[\s"'`:]+/);
  const at = words.findLastIndex(word => alembicCommands.has(word));
  const speaks = words.slice(0, Math.max(0, at)).some(word => word.includes('alembic') || word === 'db');
  if (
    !speaks ||
    !words
      .slice(at + 1)
      .filter(isArgument)
      .every(word => /^\d/.test(word))
  )
    return undefined;
  return revisionReading(mention);
}

/** Those that are Alembic's, where there are any. */
export function revisionReading({ bearers }: NameMention): MentionReading | undefined {
  const found = bearers.filter(isAlembic);
  return found.length > 0 ? { bearers: found } : undefined;
}

export function isAlembic({ framework }: NameBearer): boolean {
  return framework === 'alembic';
}
