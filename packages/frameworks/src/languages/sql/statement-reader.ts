import { unquoteName } from './statement-touches.js';

// E'…' of PostgreSQL has escapes, '…' doubles its quotes, $tag$…$tag$ takes everything as it is. What is not closed takes the rest, which is read but once.
const piecePattern =
  /--[^\n]*|\/\*(?:[^]*?\*\/|[^]*)|\s+|[eE]'(?:[^'\\]|\\[^]|'')*'?|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`[^`]*`?|\$(\w*)\$(?:[^]*?\$\1\$|[^]*)|[A-Za-z_][\w$]*|[^]/g;

/** The statements of a text of SQL in pieces: words, quoted texts, signs, and a blank for each stretch of blanks or comment. */
export function statementPieces(text: string): readonly (readonly string[])[] {
  const statements: string[][] = [[]];
  for (const [found] of text.matchAll(piecePattern)) {
    if (found === ';') statements.push([]);
    else statements.at(-1)?.push(/^(?:--|\/\*|\s)/.test(found) ? ' ' : found);
  }
  return statements.filter(pieces => pieces.some(one => one !== ' '));
}

/** The same without the blanks. */
export function statementTokens(text: string): readonly (readonly string[])[] {
  return statementPieces(text).map(pieces => pieces.filter(one => one !== ' '));
}

/** Reads one statement, or a part of one, from left to right. */
export class StatementReader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get isOver(): boolean {
    return this.at >= this.tokens.length;
  }

  is(word: string): boolean {
    return this.tokens[this.at]?.toUpperCase() === word;
  }

  /** Goes past these words where they come next. */
  take(...words: readonly string[]): boolean {
    const found = words.every((word, index) => this.tokens[this.at + index]?.toUpperCase() === word);
    if (found) this.at += words.length;
    return found;
  }

  /** A name with its schema, as touches have it; undefined where none comes next. */
  name(): string | undefined {
    const parts: string[] = [];
    do {
      const part = this.tokens[this.at];
      if (part === undefined || !/^[\w"`]/.test(part)) return undefined;
      parts.push(part.replaceAll('`', '"'));
      this.at += 1;
    } while (this.take('.'));
    return unquoteName(parts.join('.'));
  }

  /** What stands between the bracket at hand and the one that closes it, part by part. */
  list(): readonly (readonly string[])[] {
    let depth = 0;
    const from = this.at;
    do {
      depth += this.is('(') ? 1 : this.is(')') ? -1 : 0;
      this.at += 1;
    } while (depth > 0 && !this.isOver);
    return commaParts(this.tokens.slice(from + 1, this.at - 1));
  }

  /** Everything that is left, part by part. */
  rest(): readonly (readonly string[])[] {
    const rest = this.tokens.slice(this.at);
    this.at = this.tokens.length;
    return commaParts(rest);
  }
}

/** Parts between the commas that stand in no brackets. */
function commaParts(tokens: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const word of tokens) {
    if (word === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(word);
    depth += word === '(' ? 1 : word === ')' ? -1 : 0;
  }
  return parts;
}
