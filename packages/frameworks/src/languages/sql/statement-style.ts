import { statementPieces } from './statement-reader.js';

/** What one statement of SQL does that teams have rules about. */
export interface StatementStyle {
  /** Its first words, to be shown: `DROP TABLE`. */
  readonly what: string;
  readonly changes?: 'schema' | 'rows';
  readonly isUnguarded: boolean;
  /** Whether a foreign key of it does not say what becomes of its rows. */
  readonly hasOpenKey: boolean;
  readonly isBreaking: boolean;
}

/** The statements of a script, comments left out. */
export function statementTexts(script: string): readonly string[] {
  return statementPieces(script).map(pieces => pieces.join('').trim());
}

const schemaStatement = /^(?:CREATE|DROP|ALTER|RENAME|COMMENT\s+ON|REINDEX)\b/i;
const rowStatement = /^(?:INSERT|UPDATE|DELETE|MERGE|COPY|TRUNCATE)\b|^WITH\b[^]*\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\b/i;

// What PostgreSQL has IF NOT EXISTS for; a view, function or trigger is made anew with OR REPLACE.
const guardableObjects = 'TABLE|(?:UNIQUE\\s+)?INDEX(?:\\s+CONCURRENTLY)?|SCHEMA|EXTENSION|SEQUENCE|MATERIALIZED\\s+VIEW';
const unguardedStatements = [
  new RegExp(
    `^CREATE\\s+(?:(?:TEMP|TEMPORARY|UNLOGGED)\\s+)?(?:${guardableObjects})\\s+(?!IF\\s+NOT\\s+EXISTS\\b|CONCURRENTLY\\s+IF\\s)`,
    'i',
  ),
  /^DROP\s+(?:MATERIALIZED\s+VIEW|[A-Z]+(?:\s+CONCURRENTLY)?)\s+(?!IF\s+EXISTS\b|VIEW\b|CONCURRENTLY\b)/i,
  /^ALTER\s+TABLE\b[^]*\bADD\s+COLUMN\s+(?!IF\s+NOT\s+EXISTS\b)/i,
  /^ALTER\s+TABLE\b[^]*\bDROP\s+(?:COLUMN|CONSTRAINT)\s+(?!IF\s+EXISTS\b)/i,
  /^ALTER\s+TYPE\b[^]*\bADD\s+VALUE\s+(?!IF\s+NOT\s+EXISTS\b)/i,
];

const breakingStatement = /^DROP\s+(?:TABLE|(?:MATERIALIZED\s+)?VIEW)\b|^ALTER\s+TABLE\b[^]*\b(?:DROP\s+COLUMN|RENAME|SET\s+NOT\s+NULL)\b/i;

export function statementStyle(statement: string): StatementStyle {
  const changes = schemaStatement.test(statement) ? 'schema' : rowStatement.test(statement) ? 'rows' : undefined;
  const isDdl = changes === 'schema';
  return {
    what: statement
      .split(/[\s(]+/, 2)
      .join(' ')
      .toUpperCase(),
    ...(changes === undefined ? {} : { changes }),
    isUnguarded: unguardedStatements.some(pattern => pattern.test(statement)),
    hasOpenKey: isDdl && hasOpenForeignKey(statement),
    isBreaking: breakingStatement.test(statement),
  };
}

function hasOpenForeignKey(statement: string): boolean {
  return [...statement.matchAll(/\bREFERENCES\s+[\w".]+\s*(?:\([^()]*\))?([^,]*)/gi)].some(
    ([, rest = '']) => !/\bON\s+DELETE\b/i.test(rest),
  );
}

/** A literal that a statement writes into a column. */
export interface WrittenLiteral {
  readonly column: string;
  readonly value: string;
}

const insertStatement =
  /\bINSERT\s+(?:OR\s+\w+\s+)?INTO\s+[\w".`[\]{}]+\s*\(([^()]*)\)\s*(?:OVERRIDING\s+\w+\s+VALUE\s*)?(?:VALUES|SELECT)\b([^]*)/i;
const updateStatement = /^UPDATE\b[^]*?\bSET\b([^]*)/i;

/** The literal strings that an INSERT or UPDATE writes. */
export function writtenLiterals(statement: string): readonly WrittenLiteral[] {
  const [, listed, values = ''] = insertStatement.exec(statement) ?? [];
  if (listed !== undefined) {
    const columns = listed.split(',').map(bareColumn);
    const list = values.trimStart().startsWith('(') ? values : `(${values})`;
    return tupleParts(list).flatMap(tuple => tuple.flatMap((value, at) => literalIn(columns[at] ?? '', value)));
  }
  const [, set] = updateStatement.exec(statement) ?? [];
  return (set === undefined ? [] : (tupleParts(`(${set})`)[0] ?? [])).flatMap(part => {
    const [, column = '', value = ''] = /^\s*([\w".`]+)\s*=([^]*)$/.exec(part) ?? [];
    return literalIn(bareColumn(column), value);
  });
}

/** A string, perhaps cast, perhaps on its way through a function such as `crypt`; what follows it is no part of it. */
function literalIn(column: string, value: string): readonly WrittenLiteral[] {
  const [, text, ended = ''] = /^\s*(?:\w+\(\s*)?[EN]?'((?:[^']|'')*)'([^]*)$/i.exec(value) ?? [];
  const isWhole = /^(?:\s*::\s*\w+)?\s*(?:$|[,)]|(?:WHERE|FROM|ON|RETURNING)\b)/i.test(ended);
  return text === undefined || !isWhole ? [] : [{ column, value: text }];
}

/** The parts between commas of each bracketed list. */
function tupleParts(source: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  let depth = 0;
  for (const piece of source.match(/'(?:[^']|'')*'|[(),]|[^'(),]+|'/g) ?? []) {
    if (piece === ')') depth -= 1;
    if (piece === '(' && depth === 0) found.push(['']);
    else if (depth > 0) appendPiece(found.at(-1) ?? [], piece, depth);
    if (piece === '(') depth += 1;
  }
  return found;
}

function appendPiece(parts: string[], piece: string, depth: number): void {
  if (piece === ',' && depth === 1) parts.push('');
  else parts.push(`${parts.pop() ?? ''}${piece}`);
}

function bareColumn(column: string): string {
  return (
    column
      .replaceAll(/["`[\]]/g, '')
      .trim()
      .split('.')
      .at(-1) ?? ''
  );
}
