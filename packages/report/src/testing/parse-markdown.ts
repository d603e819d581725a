import MarkdownIt from 'markdown-it';

type MarkdownToken = ReturnType<MarkdownIt['parse']>[number];

/** As a forge does it, and keener: HTML is let through, and everything that looks like a link becomes one. */
const markdownIt = new MarkdownIt({ html: true, linkify: true });

const BLOCKS = /^(?:heading|paragraph|bullet_list|list_item|table|thead|tbody|tr|th|td)_(?:open|close)$/;
const INLINES = ['text', 'text_special', 'code_inline', 'strong_open', 'strong_close', 'softbreak'];
const OUR_BLOCK = /^(?:<details><summary>[A-Za-z0-9, ]+<\/summary>|<\/details>)\n?$/;
const OUR_WORDS = /^(?:[A-Za-z0-9 ,.:;?()/'…❌✅-]|⚠️)*$/u;

export interface ParsedMarkdown {
  /** What a reader would see that is neither text, nor code, nor of our own making. */
  readonly foreign: readonly string[];
  /** All that stands in code, in order. */
  readonly code: readonly string[];
  /** All that stands outside of code. */
  readonly words: string;
}

/** What becomes of a text when a library reads it as Markdown. */
export function parseMarkdown(markdown: string): ParsedMarkdown {
  const told = { foreign: [] as string[], code: [] as string[], words: '' };
  for (const token of markdownIt.parse(markdown, {})) {
    if (token.type === 'inline') parseInline(token.children ?? [], told);
    else if (token.type === 'fence') told.code.push(token.content);
    else if (token.type === 'html_block' ? !OUR_BLOCK.test(token.content) : !BLOCKS.test(token.type)) told.foreign.push(tokenText(token));
  }
  told.foreign.push(...markdown.split('\n').filter(line => line.startsWith('/')));
  return told;
}

function parseInline(tokens: readonly MarkdownToken[], told: { foreign: string[]; code: string[]; words: string }): void {
  const fences = tokens.map(({ type, content }) => type === 'html_inline' && /^<\/?code>$/.test(content));
  for (const [at, token] of tokens.entries()) {
    const isQuoted = fences.slice(0, at).filter(Boolean).length % 2 === 1;
    const opens = isQuoted ? '</code>' : '<code>';
    if (fences[at] === true && token.content !== opens) told.foreign.push(tokenText(token));
    else if (fences[at] === true) told.code.push(...(isQuoted ? [] : ['']));
    else parseToken(token, isQuoted, told);
  }
}

function parseToken(token: MarkdownToken, isQuoted: boolean, told: { foreign: string[]; code: string[]; words: string }): void {
  const { type, content } = token;
  if (!INLINES.includes(type)) told.foreign.push(tokenText(token));
  else if (type === 'code_inline') told.code.push(content);
  else if (isQuoted) told.code.push(`${told.code.pop() ?? ''}${content}`);
  else {
    told.words += ` ${content}`;
    if (!OUR_WORDS.test(content)) told.foreign.push(content);
  }
}

function tokenText({ type, content }: MarkdownToken): string {
  return `${type} ${content}`;
}
