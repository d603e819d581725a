import type { MentionRulesByFramework } from '@oneleaf/core';
import { decodeString } from '../languages/python/syntax/string-value.js';
import type { SyntaxFailure } from '../languages/python/syntax/scanner.js';
import { bracketPositions } from './brackets.js';
import { type NameLiteral, readLiteral } from './name-literal.js';
import { NamedMigrations, readParentLiteral } from './parent-literal.js';
import { readProse } from './prose.js';
import type { NameMention, MentionReading } from './renaming.js';
import { type LogicalLine, logicalLinesWith } from './logical-lines.js';
import type { PythonToken } from './python-token.js';

/** What the code, the strings and the comments of a Python file say of each name in it; or why it is no Python. */
export function readPython(
  file: { readonly path: string; readonly text: string },
  mentions: readonly NameMention[],
  rules: MentionRulesByFramework,
): readonly (MentionReading | undefined)[] | SyntaxFailure {
  const statements = logicalLinesWith(file.text, mentions, rules);
  if ('reason' in statements) return statements;
  const fileTopics = new Set([...rules.values()].filter(({ fileTopic }) => fileTopic?.test(file.text)));
  const sites = new SiteCursor(statements.flatMap(statement => literalSites(statement, rules)));
  const found = mentions.map(mention => ({ mention, site: sites.at(mention.start) }));
  const literals = found.map(({ mention, site }) =>
    site && isWholeString(site.token, mention) ? { mention, fileTopics, ...site } : undefined,
  );
  const named = new NamedMigrations();
  const readings = found.map(({ mention, site }, at) => {
    const literal = literals[at];
    if (!literal) return readSurroundings(file, mention, site);
    const reading = mention.kind === 'parent' ? undefined : readLiteral(literal);
    if (reading) named.add(literal.statement.scope, reading);
    return reading;
  });
  return readings.map((reading, at) => {
    const literal = literals[at];
    return literal?.mention.kind === 'parent' ? readParentLiteral(literal, named) : reading;
  });
}

/** What is no literal of its own: between the tokens are comments. */
function readSurroundings(
  file: Parameters<typeof readProse>[0],
  mention: NameMention,
  site: LiteralSite | undefined,
): MentionReading | undefined {
  const kind = site?.token.kind ?? 'string';
  const reading = kind === 'string' || kind === 'template' ? readProse(file, mention) : undefined;
  return reading && kind === 'template' ? { doubt: 'within an f-string', ...reading } : reading;
}

type LiteralSite = Pick<NameLiteral, 'token' | 'statement' | 'position' | 'isPart'>;

function literalSites(statement: LogicalLine, rules: MentionRulesByFramework): readonly LiteralSite[] {
  const { tokens } = statement;
  return bracketPositions(tokens, rules).flatMap((position, at) => {
    const token = tokens[at];
    return token ? { token, statement, position, isPart: isPartOfText(tokens[at - 1], tokens[at + 1]) } : [];
  });
}

/** Whether a string between these tokens is put together with others. */
function isPartOfText(before?: PythonToken, after?: PythonToken): boolean {
  const joined = [before, after].some(token => token?.kind === 'string' || token?.kind === 'template');
  return joined || ['+', '%'].includes(before?.source ?? '') || ['+', '%', '.', '['].includes(after?.source ?? '');
}

/** Finds the tokens that hold ever later positions. */
class SiteCursor {
  private next = 0;

  constructor(private readonly sites: readonly LiteralSite[]) {}

  at(position: number): LiteralSite | undefined {
    while ((this.sites[this.next]?.token.end ?? Infinity) <= position) this.next += 1;
    const site = this.sites[this.next];
    return site && site.token.start <= position ? site : undefined;
  }
}

/** A prefix of two letters and three quotes on either side. */
const LONGEST_QUOTES = 8;

function isWholeString({ kind, source, start, end }: PythonToken, mention: NameMention): boolean {
  if (kind !== 'string' || source.length > mention.name.length + LONGEST_QUOTES) return false;
  const value = decodeString(source);
  return value.kind === 'string' && start + value.before === mention.start && end - value.after === mention.end;
}
