import type { MentionRules } from '@oneleaf/core';
import { type NameBearer, type NameMention, type MentionReading, isUnlabelled, onlyName, onlyNumber, isNumber } from './renaming.js';
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
  const extensions = mention.bearers.flatMap(({ renaming }) => (renaming ? extensionOf(renaming.fromPath) : []));
  if (word.length === MAX_LOOKBACK) return { bearers: mention.bearers, doubt: onlyName };
  if (word.endsWith('.') && !word.includes('/')) return suffix === '/' ? undefined : readDotted(file.path, word, mention);
  if (suffix !== '' && !extensions.includes(suffix)) return undefined;
  if (word.endsWith('/')) return readPath(file.path, word, mention);
  return word.includes('/') ? undefined : readWords(left, mention);
}

/** What makes more of a name than a name: an ending, an attribute, a folder's slash. */
function suffixAt(text: string, at: number): string {
  const [suffix = ''] = /^(?:\.[\p{L}\p{N}_]+|\/)?/u.exec(text.slice(at, at + 12)) ?? [];
  return suffix;
}

/** `.sql` of a path. */
function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.'));
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
  return found && word.includes('://') ? { bearers: found.bearers, doubt: 'a URL of another site' } : found;
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
  const found = labelledReading(mention, label) ?? labelCommandReading(left, mention) ?? nameCommandReading(left, mention);
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

/** Those of the history that a command on the same line is for: `migrate shop --fake 0002`, `squashmigrations shop 0001 0002`. */
function labelCommandReading(left: string, mention: NameMention): MentionReading | undefined {
  const words = left.split(/[\s"'`]+/);
  const found = mention.bearers.filter(({ label, rules }) => label !== '' && label === commandTarget(words, rules));
  const [first] = found;
  return first && labelledReading({ ...mention, bearers: found }, first.label);
}

function commandTarget(words: readonly string[], { labelCommands }: MentionRules): string | undefined {
  const at = words.findLastIndex(word => labelCommands?.has(word) === true);
  const [label, ...between] = at < 0 ? [] : words.slice(at + 1).filter(isArgument);
  return between.every(word => /^\d/.test(word)) ? label : undefined;
}

function isArgument(word: string): boolean {
  return word !== '' && !word.startsWith('-');
}

/** Those that a command on the same line names: `upgrade 003`, `db downgrade 003`, `upgrade 002:003`. */
function nameCommandReading(left: string, mention: NameMention): MentionReading | undefined {
  const words = left.split(/[\s"'`:]+/);
  return unlabelledReading(mention, ({ rules }) => endsInNameCommand(words, rules));
}

function endsInNameCommand(words: readonly string[], { nameCommands, program }: MentionRules): boolean {
  const at = words.findLastIndex(word => nameCommands?.has(word) === true);
  const isRun = words.slice(0, Math.max(0, at)).some(word => program?.test(word) === true);
  const between = words.slice(at + 1).filter(isArgument);
  return isRun && between.every(word => /^\d/.test(word));
}

/** Those that are named without a label and fit, where there are any. */
export function unlabelledReading({ bearers }: NameMention, fits: (bearer: NameBearer) => boolean): MentionReading | undefined {
  const found = bearers.filter(bearer => isUnlabelled(bearer) && fits(bearer));
  return found.length > 0 ? { bearers: found } : undefined;
}
