import type { Span } from '@oneleaf/core';
import { TokenCursor } from '../syntax/token-cursor.js';
import { basesIn, isSoftKeyword, readHeader } from './compound-header.js';
import type { SyntaxFailure } from '../syntax/scanner.js';
import { type StatementBlock, type ClassOutline, type NameScope, recordBinding, bindInBlock, emptyScope } from './name-scope.js';
import { readSimple } from './simple-statement.js';

/** What a file is read for. */
export interface OutlineRequest {
  /** Whether the body of a module-level class of this name matters. */
  classes(name: string): boolean;
  /** Names whose values say where the migration stands, not what it does: their statements do not count in the digest. */
  readonly facts: ReadonlySet<string>;
}

/** The names that a module binds, and nothing of what its functions do. */
export interface ModuleOutline {
  readonly text: string;
  readonly module: NameScope;
  /** Strings that stand alone at module level: not only the first, some projects put the docstring after the imports. */
  readonly docstrings: readonly Span[];
  readonly digest: string;
  readonly failure?: SyntaxFailure;
}

export function outlineModule(text: string, request: OutlineRequest): ModuleOutline {
  return new ModuleReader(text, request).read();
}

const compoundKeywords = new Set(['if', 'elif', 'else', 'for', 'while', 'try', 'except', 'finally', 'with']);

class ModuleReader {
  private readonly cursor: TokenCursor;
  private readonly module = emptyScope();
  private readonly docstrings: Span[] = [];
  /** Whether the line before this one was a decorator; and whether this one is. */
  private decorated = false;
  private isDecorated = false;

  constructor(
    private readonly text: string,
    private readonly request: OutlineRequest,
  ) {
    this.cursor = new TokenCursor(text);
  }

  read(): ModuleOutline {
    const { scanner, digest } = this.cursor;
    this.block({ scope: this.module, level: 1 });
    this.settleWalruses(this.module, 0);
    const read = { text: this.text, module: this.module, docstrings: this.docstrings, digest: digest.toString() };
    return scanner.failure ? { ...read, failure: scanner.failure } : read;
  }

  private settleWalruses(scope: NameScope, from: number): void {
    for (const span of this.cursor.scanner.walruses.splice(from)) {
      recordBinding(scope, this.text.slice(span.start, span.end), { span, reason: 'bound by :=' });
    }
  }

  private block(block: StatementBlock): void {
    const { scanner } = this.cursor;
    while (scanner.kind !== 'end' && scanner.indents.length >= block.level) this.line(block);
  }

  private line(block: StatementBlock): void {
    const { scanner } = this.cursor;
    const word = this.cursor.word();
    this.decorated = this.isDecorated;
    this.isDecorated = scanner.is('operator', '@');
    if (scanner.indents.length > block.level) scanner.fail('unexpected indent');
    else if (scanner.is('operator', '@')) this.skipLine();
    else if (word === 'async') this.cursor.next();
    else if (word === 'class') this.classStatement(block);
    else if (word === 'def') this.functionStatement(block);
    else if (compoundKeywords.has(word) || isSoftKeyword(this.cursor, word, block)) this.compound(block, word);
    else this.simple(block);
  }

  private skipLine(): void {
    const { scanner } = this.cursor;
    while (scanner.kind !== 'newline' && scanner.kind !== 'end') this.cursor.next();
    this.cursor.next();
  }

  private simple(block: StatementBlock): void {
    const { cursor } = this;
    const before = cursor.digest.state();
    let counts = this.statement(block);
    while (cursor.scanner.is('operator', ';')) {
      cursor.next();
      if (!cursor.endsStatement()) counts = this.statement(block) || counts;
    }
    cursor.next();
    if (!counts) cursor.digest.rewind(before);
  }

  /** Reads one simple statement, and says whether it counts in the digest. */
  private statement(block: StatementBlock): boolean {
    const before = this.cursor.digest.state();
    const { names, docstring } = readSimple(this.cursor, block);
    if (docstring && block.scope === this.module) this.docstrings.push(docstring);
    const counts = !docstring && !names.some(name => this.request.facts.has(name));
    if (!counts) this.cursor.digest.rewind(before);
    return counts;
  }

  private compound(block: StatementBlock, keyword: string): void {
    this.cursor.next();
    readHeader(this.cursor, block, keyword);
    this.suite(block, { ...block, doubt: keyword });
  }

  private classStatement(block: StatementBlock): void {
    const { cursor } = this;
    const { start } = cursor.scanner;
    cursor.next();
    const name = cursor.word();
    const afterName = cursor.scanner.end;
    readHeader(cursor, { ...block, scope: emptyScope() }, 'class');
    const header = { start, end: cursor.scanner.start };
    if (this.decorated || block.scope !== this.module || block.doubt !== undefined || !this.request.classes(name)) {
      bindInBlock(block, name, { span: header, reason: this.decorated ? 'a decorated class' : 'another class' });
      this.suite(block);
      return;
    }
    const walruses = cursor.scanner.walruses.length;
    const definition: ClassOutline = { name, header, body: emptyScope(), ...basesIn(this.text, { start: afterName, end: header.end }) };
    bindInBlock(block, name, { span: header, definition });
    this.suite(block, { ...block, scope: definition.body });
    this.settleWalruses(definition.body, walruses);
  }

  private functionStatement(block: StatementBlock): void {
    const { cursor } = this;
    // `async` stands before it on its line.
    const { start, opensLine } = cursor.scanner;
    cursor.next();
    const plain = this.decorated || block.level > 1 || !opensLine ? {} : { function: start };
    bindInBlock(block, cursor.word(), { span: { start, end: cursor.scanner.end }, reason: 'a function', ...plain });
    readHeader(cursor, { ...block, scope: emptyScope() }, 'def');
    this.suite(block);
    if (block.scope !== this.module) this.noteMethod(block, start);
  }

  /** A method may set the attributes of the migration that is made from its class. */
  private noteMethod(block: StatementBlock, start: number): void {
    const body = this.text.slice(start, this.cursor.scanner.start);
    for (const [, name = ''] of body.matchAll(/\.\s*([a-z_]+)/g)) {
      if (this.request.facts.has(name)) {
        recordBinding(block.scope, name, { span: { start, end: start + body.length }, reason: 'used in a method of the class' });
      }
    }
  }

  /** What follows a header's colon; without an `inner` block nobody wants to know. */
  private suite(block: StatementBlock, inner?: StatementBlock): void {
    const { cursor } = this;
    const { scanner } = cursor;
    if (scanner.kind === 'newline') {
      cursor.next();
      this.indentedSuite(block, inner);
    } else if (inner) this.simple(inner);
    else this.skipLine();
  }

  private indentedSuite(block: StatementBlock, inner?: StatementBlock): void {
    const { scanner } = this.cursor;
    const level = scanner.indents.length;
    if (level <= block.level) scanner.fail('expected an indented block');
    else if (inner) this.block({ ...inner, level });
    else this.skipBlock(block.level);
  }

  private skipBlock(level: number): void {
    const { cursor } = this;
    const { scanner } = cursor;
    const walruses = scanner.walruses.length;
    while (scanner.kind !== 'end' && !(scanner.opensLine && scanner.indents.length <= level)) {
      if (scanner.is('name', 'global')) this.globals();
      else cursor.next();
    }
    scanner.walruses.splice(walruses);
  }

  private globals(): void {
    const { start } = this.cursor.scanner;
    while (!this.cursor.endsStatement()) {
      recordBinding(this.module, this.cursor.word(), { span: { start, end: this.cursor.scanner.end }, reason: 'assigned in a function' });
      this.cursor.next();
    }
  }
}
