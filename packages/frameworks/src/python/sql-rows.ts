import type { Data, Seed, Span } from '@oneleaf/core';
import { bare } from './sql.js';

// E'…' of PostgreSQL has escapes, '…' doubles its quotes, $tag$…$tag$ takes everything as it is.
const token =
  /--[^\n]*|\/\*[^]*?\*\/|\s+|([eE]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$(\w*)\$[^]*?\$\2\$|[A-Za-z_][\w$]*|[^])/g;
const settings = /^(?:SET|RESET|SHOW)$/;

/** The rows that each statement of a text writes, changes or deletes; undefined where none does. `span`: the string that holds the text. */
export function rowsInSql(text: string, span: Span): Data | undefined {
  const statements = split(text);
  const seeds = statements.flatMap(tokens => new Reader(tokens, span).seed() ?? []);
  const others = statements.filter(([first = '']) => settings.test(first.toUpperCase()));
  return seeds.length === 0 ? undefined : { seeds, isAll: seeds.length + others.length === statements.length };
}

/** Statements as tokens, without blanks and comments. */
function split(text: string): readonly (readonly string[])[] {
  const statements: string[][] = [[]];
  for (const [, word] of text.matchAll(token)) {
    if (word === ';') statements.push([]);
    else if (word !== undefined) statements.at(-1)?.push(word);
  }
  return statements.filter(({ length }) => length > 0);
}

const beginnings: readonly (readonly [words: string, does: Seed['does'], isCertain: boolean])[] = [
  ['INSERT INTO', 'insert', true],
  ['INSERT OR IGNORE INTO', 'insert', false],
  ['INSERT OR REPLACE INTO', 'insert', false],
  ['INSERT IGNORE INTO', 'insert', false],
  ['REPLACE INTO', 'insert', false],
  ['UPDATE ONLY', 'update', false],
  ['UPDATE', 'update', false],
  ['DELETE FROM', 'delete', false],
  ['TRUNCATE TABLE', 'delete', false],
  ['TRUNCATE', 'delete', false],
];

/** Reads one statement from left to right. */
class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly span: Span,
  ) {}

  seed(): Seed | undefined {
    const found = beginnings.find(([words]) => this.take(...words.split(' ')));
    const table = found && this.name();
    if (!found || table === undefined) return undefined;
    const [, does, isCertain] = found;
    if (does !== 'insert') return { does, table, values: [] };
    const columns = this.is('(') ? this.list().map(([name = '']) => bare(name)) : [];
    if (this.take('DEFAULT', 'VALUES')) return { does, table, values: [], ...this.rows(1, isCertain) };
    if (!this.take('VALUES')) return { does, table, values: [] };
    const tuples = this.tuples();
    const values = tuples.flatMap(tuple => textsIn(tuple, columns)).map(value => ({ ...value, span: this.span }));
    return { does, table, values, ...this.rows(tuples.length, isCertain) };
  }

  /** What follows the rows may keep some of them out: ON CONFLICT. */
  private rows(count: number, isCertain: boolean): { rows?: number } {
    return isCertain && (this.at === this.tokens.length || this.is('RETURNING')) ? { rows: count } : {};
  }

  private is(word: string): boolean {
    return this.tokens[this.at]?.toUpperCase() === word;
  }

  private take(...words: readonly string[]): boolean {
    const found = words.every((word, index) => this.tokens[this.at + index]?.toUpperCase() === word);
    if (found) this.at += words.length;
    return found;
  }

  private name(): string | undefined {
    const parts: string[] = [];
    do {
      const part = this.tokens[this.at];
      if (part === undefined || !/^[\w"`]/.test(part)) return undefined;
      parts.push(part.replaceAll('`', '"'));
      this.at += 1;
    } while (this.take('.'));
    return bare(parts.join('.'));
  }

  private tuples(): readonly (readonly (readonly string[])[])[] {
    const tuples = [];
    do {
      if (this.is('(')) tuples.push(this.list());
    } while (this.take(','));
    return tuples;
  }

  /** What stands between the bracket at hand and the one that closes it, part by part. */
  private list(): readonly (readonly string[])[] {
    const parts: string[][] = [[]];
    let depth = 0;
    for (; this.at < this.tokens.length; this.at += 1) {
      const word = this.tokens[this.at] ?? '';
      if (word === '(' && (depth += 1) === 1) continue;
      if (word === ')' && (depth -= 1) === 0) break;
      if (word === ',' && depth === 1) parts.push([]);
      else parts.at(-1)?.push(word);
    }
    this.at += 1;
    return parts;
  }
}

/** The plain strings of one row. */
function textsIn(tuple: readonly (readonly string[])[], columns: readonly string[]): readonly { column: string; text: string }[] {
  return tuple.flatMap(([first = '', ...rest], index) => {
    const column = columns[index];
    if (column === undefined || rest.length > 0 || !first.startsWith("'")) return [];
    return [{ column, text: first.slice(1, -1).replaceAll("''", "'") }];
  });
}
