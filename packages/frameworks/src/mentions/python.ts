import { decodeString } from '../python/escapes.js';
import type { Failure } from '../python/scanner.js';
import { positionsIn } from './brackets.js';
import { type Literal, readLiteral } from './literal.js';
import { Named, readParent } from './parents.js';
import { readProse } from './prose.js';
import type { Mention, Reading } from './renaming.js';
import { type Statement, statementsWith } from './statements.js';
import type { Token } from './tokens.js';

/** What the code, the strings and the comments of a Python file say of each name in it; or why it is no Python. */
export function readPython(
  file: { readonly path: string; readonly text: string },
  mentions: readonly Mention[],
): readonly (Reading | undefined)[] | Failure {
  const statements = statementsWith(file.text, mentions);
  if ('reason' in statements) return statements;
  const knowsAlembic = /alembic|migrat/i.test(file.text);
  const sites = new Walk(statements.flatMap(sitesIn));
  const found = mentions.map(mention => ({ mention, site: sites.at(mention.start) }));
  const literals = found.map(({ mention, site }) =>
    site && isWhole(site.token, mention) ? { mention, knowsAlembic, ...site } : undefined,
  );
  const named = new Named();
  const readings = found.map(({ mention, site }, at) => {
    const literal = literals[at];
    if (!literal) return readAround(file, mention, site);
    const reading = mention.kind === 'parent' ? undefined : readLiteral(literal);
    if (reading) named.add(literal.statement.scope, reading);
    return reading;
  });
  return readings.map((reading, at) => {
    const literal = literals[at];
    return literal?.mention.kind === 'parent' ? readParent(literal, named) : reading;
  });
}

/** What is no literal of its own: between the tokens are comments. */
function readAround(file: Parameters<typeof readProse>[0], mention: Mention, site: Site | undefined): Reading | undefined {
  const kind = site?.token.kind ?? 'string';
  const reading = kind === 'string' || kind === 'template' ? readProse(file, mention) : undefined;
  return reading && kind === 'template' ? { doubt: 'within an f-string', ...reading } : reading;
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
