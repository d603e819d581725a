import type { Span } from '@oneleaf/core';
import type { TokenCursor } from '../syntax/token-cursor.js';
import { readImport } from './import-statement.js';
import { Scanner } from '../syntax/scanner.js';
import { type StatementBlock, type NameScope, bindInBlock, recordTouch } from './name-scope.js';

interface StatementPart {
  readonly span: Span;
  /** Set when the part is one name and nothing else. */
  readonly name?: string;
  readonly onlyStrings: boolean;
}

/** What stands between the `=` signs of a simple statement, the value last. */
interface AssignmentParts {
  readonly parts: StatementPart[];
  annotated: boolean;
  /** The sign of an augmented assignment; empty for a plain one. */
  augmented: string;
}

export interface SimpleStatement {
  /** The names it assigns to, where they are plain names. */
  readonly names: readonly string[];
  /** Set when the statement is a lone string. */
  readonly docstring?: Span;
}

/** Reads one simple statement, up to its line break or semicolon. */
export function readSimple(cursor: TokenCursor, block: StatementBlock): SimpleStatement {
  const word = cursor.word();
  if (word === 'import' || word === 'from') {
    readImport(cursor, block);
    return { names: [] };
  }
  const statement = splitAssignment(cursor);
  const value = statement.parts.at(-1);
  const targets = statement.parts.slice(0, statement.annotated ? 1 : -1);
  if (!value) return { names: [] };
  if (targets.length === 0) return readLoneExpression(cursor.text, block, value);
  for (const target of targets) {
    if (target.name === undefined) bindTargets(cursor.text, block, target.span);
    else bindName(block, { target, name: target.name, value: value.span }, statement);
  }
  return { names: targets.flatMap(target => target.name ?? []) };
}

function bindName(
  block: StatementBlock,
  { target, name, value }: { target: StatementPart; name: string; value: Span },
  { parts, annotated, augmented }: AssignmentParts,
): void {
  if (augmented === '+=') bindInBlock(block, name, { span: target.span, reason: 'changed by +=', added: value });
  else if (augmented !== '') bindInBlock(block, name, { span: target.span, reason: `changed by ${augmented}` });
  // `x: int` alone binds nothing.
  else if (!annotated || parts.length > 2) bindInBlock(block, name, { span: { start: target.span.start, end: value.end }, value });
}

function readLoneExpression(text: string, block: StatementBlock, value: StatementPart): SimpleStatement {
  if (value.onlyStrings) return { names: [], docstring: value.span };
  if (/^del\b/.test(text.slice(value.span.start, value.span.start + 4))) {
    bindTargets(text, block, { start: value.span.start + 3, end: value.span.end });
  } else {
    touchNames(text, block.scope, value.span);
  }
  return { names: [] };
}

function splitAssignment(cursor: TokenCursor): AssignmentParts {
  const statement: AssignmentParts = { parts: [], annotated: false, augmented: '' };
  for (;;) {
    const { part, sign } = readPart(cursor, statement.parts.length === 0);
    statement.parts.push(part);
    if (sign === '') return statement;
    if (sign === ':') statement.annotated = true;
    else if (sign !== '=') statement.augmented = sign;
    cursor.next();
  }
}

function readPart(cursor: TokenCursor, first: boolean): { part: StatementPart; sign: string } {
  const { scanner } = cursor;
  const { start } = scanner;
  const name = cursor.word();
  let end = start;
  let tokens = 0;
  let strings = 0;
  let sign = '';
  let lambdas = 0;
  while (!cursor.endsStatement()) {
    // The `=` of a lambda's default and the `:` before its body are no signs of the statement.
    sign = lambdas === 0 ? assignmentSign(scanner, first) : '';
    if (sign !== '') break;
    lambdas = Math.max(0, lambdas + lambdaStep(scanner));
    if (scanner.kind === 'string') strings += 1;
    end = scanner.end;
    tokens += 1;
    cursor.next();
  }
  const part = { span: { start, end }, onlyStrings: strings > 0 && strings === tokens };
  return { part: tokens === 1 && name !== '' ? { ...part, name } : part, sign };
}

const assignmentSigns = new Set(['=', '+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=', '>>=', '<<=', '**=']);

function assignmentSign(scanner: Scanner, first: boolean): string {
  if (scanner.depth > 0 || scanner.kind !== 'operator') return '';
  const source = scanner.source();
  return assignmentSigns.has(source) || (first && source === ':') ? source : '';
}

/** 1 where a lambda begins, -1 where its body may. */
function lambdaStep(scanner: Scanner): number {
  if (scanner.depth > 0) return 0;
  if (scanner.is('name', 'lambda')) return 1;
  return scanner.is('operator', ':') ? -1 : 0;
}

/** A target that is more than a name: `a, b`, `(a, *b)`, `a.b`, `a[0]`. */
function bindTargets(text: string, block: StatementBlock, span: Span): void {
  const scanner = new Scanner(text, span.start, span.end, false);
  scanner.next();
  while (scanner.kind !== 'end') {
    const name = scanner.kind === 'name' ? scanner.source() : '';
    scanner.next();
    if (name === '') continue;
    const trailers = skipTrailers(scanner);
    if (trailers) recordTouch(block.scope, name, trailers.attribute, span);
    else bindInBlock(block, name, { span, reason: 'bound by unpacking, deleting or in a declaration' });
  }
}

/** Skips `.name`, `[…]` and `(…)`, and says which attribute came first; undefined when there are none. */
function skipTrailers(scanner: Scanner): { attribute: string } | undefined {
  let found: { attribute: string } | undefined;
  while (scanner.is('operator', '.') || scanner.kind === 'open') {
    const opened = scanner.kind === 'open';
    if (opened) skipBrackets(scanner);
    else scanner.next();
    found ??= { attribute: opened ? '' : scanner.source() };
    scanner.next();
  }
  return found;
}

/** From an opening bracket to the one that closes it. */
function skipBrackets(scanner: Scanner): void {
  const outside = scanner.depth - 1;
  while (scanner.kind !== 'end' && scanner.depth > outside) scanner.next();
}

function touchNames(text: string, scope: NameScope, span: Span): void {
  const scanner = new Scanner(text, span.start, span.end, false);
  scanner.next();
  for (let attribute = false; scanner.kind !== 'end';) {
    const name = scanner.kind === 'name' && !attribute ? scanner.source() : '';
    attribute = scanner.is('operator', '.');
    scanner.next();
    // The name of an argument is no name of this scope.
    if (name === '' || (scanner.depth > 0 && scanner.is('operator', '='))) continue;
    const dotted = scanner.is('operator', '.');
    if (dotted) scanner.next();
    recordTouch(scope, name, dotted ? scanner.source() : '', span);
  }
}
