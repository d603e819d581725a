import { decodeString } from '../python/escapes.js';
import type { Failure } from '../python/scanner.js';
import { positionsIn } from './brackets.js';
import { type Literal, readLiteral } from './literal.js';
import { readProse } from './prose.js';
import type { Mention, Reading } from './renaming.js';
import { type Statement, type Token, statementsWith } from './statements.js';

/** What the code, the strings and the comments of a Python file say of each name in it; or why it is no Python. */
export function readPython(
  file: { readonly path: string; readonly text: string },
  mentions: readonly Mention[],
): readonly (Reading | undefined)[] | Failure {
  const statements = statementsWith(file.text, mentions);
  if ('reason' in statements) return statements;
  const knowsAlembic = /alembic|migrat/i.test(file.text);
  const sites = new Walk(statements.flatMap(sitesIn));
  return mentions.map(mention => {
    const site = sites.at(mention.start);
    // Between the tokens are comments.
    if (!site) return readProse(file, mention);
    if (isWhole(site.token, mention)) return readLiteral({ mention, knowsAlembic, ...site });
    return readWithin(site.token, readProse(file, mention));
  });
}

type Site = Pick<Literal, 'token' | 'statement' | 'position' | 'isPart'>;

function sitesIn(statement: Statement): readonly Site[] {
  const { tokens } = statement;
  return positionsIn(tokens).flatMap((position, at) => {
    const token = tokens[at];
    return token ? { token, statement, position, isPart: isPart(tokens[at - 1], tokens[at + 1]) } : [];
  });
}

/** Whether a string between these tokens is put together with others. */
function isPart(before?: Token, after?: Token): boolean {
  const joined = [before, after].some(token => token?.kind === 'string' || token?.kind === 'template');
  return joined || ['+', '%'].includes(before?.source ?? '') || ['+', '%', '.', '['].includes(after?.source ?? '');
}

/** Finds the tokens that hold ever later positions. */
class Walk {
  private next = 0;

  constructor(private readonly sites: readonly Site[]) {}

  at(position: number): Site | undefined {
    while ((this.sites[this.next]?.token.end ?? Infinity) <= position) this.next += 1;
    const site = this.sites[this.next];
    return site && site.token.start <= position ? site : undefined;
  }
}

/** A prefix of two letters and three quotes on either side. */
const LONGEST_QUOTES = 8;

function isWhole({ kind, source, start, end }: Token, mention: Mention): boolean {
  if (kind !== 'string' || source.length > mention.name.length + LONGEST_QUOTES) return false;
  const value = decodeString(source);
  return value.kind === 'string' && start + value.before === mention.start && end - value.after === mention.end;
}

function readWithin({ kind }: Token, reading: Reading | undefined): Reading | undefined {
  if (kind !== 'string' && kind !== 'template') return undefined;
  return reading && kind === 'template' ? { doubt: 'within an f-string', ...reading } : reading;
}
