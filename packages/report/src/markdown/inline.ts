import type { Finding } from '@oneleaf/core';
import { visible } from '../words/visible.js';

/** Beyond this many characters nobody reads on; the report has the whole. */
const MAX_TEXT_LENGTH = 300;

// Letters and small numbers. Everything else may mean something to Markdown, or to what a forge does with text afterwards: a mention, an
// issue, a commit, a label, a link, an emoji. Forges leave code alone, whatever stands in it.
const PLAIN_WORD = /^\(?(?:[A-Za-z]+(?:['-][a-z]+)*|\d{1,3}(?:,\d{3})*)\)?[.,:;?]*$/;
const COMMIT = /^[0-9a-f]{7,}\W*$/i;

/** A sentence of ours with whatever names it quotes: plain words stay words, all others become code. */
export function prose(text: string): string {
  const said: string[] = [];
  let quoted: string[] = [];
  const close = (): void => {
    if (quoted.length > 0) said.push(quoteWords(quoted.join(' ')));
    quoted = [];
  };
  for (const word of shorten(text)
    .split(/ +/)
    .filter(one => one !== '')) {
    if (isPlain(word)) close();
    if (isPlain(word)) said.push(word);
    else quoted.push(word);
    if (/[.,:;]$/.test(word)) close();
  }
  close();
  return said.join(' ');
}

function isPlain(word: string): boolean {
  return PLAIN_WORD.test(word) && !COMMIT.test(word);
}

/** The punctuation of the sentence stays outside. */
function quoteWords(words: string): string {
  const [, name = words, end = ''] = /^(.*?[^.,:;])([.,:;]?)$/s.exec(words) ?? [];
  return `${code(name)}${end}`;
}

/** The first line of a message, each name in it as code. */
export function messageMarkdown({ message, parts }: Pick<Finding, 'message'> & { readonly parts?: Finding['parts'] | undefined }): string {
  const isLong = message.length > MAX_TEXT_LENGTH || (parts ?? []).some(({ type, text }) => type === 'text' && text.includes('\n'));
  if (parts === undefined || isLong) return prose(message.split('\n')[0] ?? '');
  return parts.map(({ type, text }) => (type === 'text' ? spacedProse(text) : code(text))).join('');
}

/** Text between two names keeps the spaces around it, and the punctuation behind the first name. */
function spacedProse(text: string): string {
  const [before = ''] = /^[,.:;]?(?: +|$)/.exec(text) ?? [];
  const [after = ''] = / *$/.exec(text.slice(before.length)) ?? [];
  return `${before}${prose(text.slice(before.length))}${after}`;
}

/** What helps: a sentence, or a command that stays in one piece. */
export function hintMarkdown(text: string): string {
  const said = prose(text);
  return said === text ? said : code(text);
}

/** A name as it is. Entities stand for what would end code, or a cell of a table. */
export function code(text: string): string {
  const shown = shorten(text);
  if (shown.trim() === '') return '(empty)';
  return /[`|\\]|^ | $/.test(shown) ? `<code>${encodeEntities(shown)}</code>` : `\`${shown}\``;
}

function encodeEntities(text: string): string {
  return text.replace(/[^A-Za-z0-9 ]/gu, character => `&#${character.codePointAt(0) ?? 0};`);
}

function shorten(text: string): string {
  const shown = visible(text);
  return shown.length > MAX_TEXT_LENGTH
    ? `${shown
        .slice(0, MAX_TEXT_LENGTH)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()} …`
    : shown;
}
