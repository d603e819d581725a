import { withDoubt, type Operation, type Span } from '@oneleaf/core';
import { type FunctionBody, functionBody, type BodyStatement } from '../../languages/python/modules/function-body.js';
import { literalText } from '../../languages/python/values/call-arguments.js';
import type { Expression } from '../../languages/python/syntax/expression.js';
import { isProblem, readModule } from '../../languages/python/values/module-facts.js';
import { resolveConstants } from '../../languages/python/values/resolve-constants.js';
import { docstringLine } from '../../languages/python/modules/docstring.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { parseExpression } from '../../languages/python/syntax/parser.js';
import { qualifyName } from '../../languages/sql/statement-touches.js';
import { revisionRequest } from './revision-request.js';
import { statementOperations, nameContext, type StatementContext } from './statement-operations.js';

/** What `upgrade()` does, statement by statement; `opaque` where it cannot be read at all. */
export function operations(bytes: Uint8Array): readonly Operation[] | 'opaque' {
  const read = readModule(bytes, revisionRequest);
  if (isProblem(read)) return 'opaque';
  const upgrade = functionBody(read, 'upgrade');
  return upgrade ? new UpgradeReader(read, upgrade).all() : 'opaque';
}

/** How many helper functions deep a revision is followed. */
const maxCallDepth = 3;

/** Walks through a function and the functions of the same file that it calls without arguments. */
class UpgradeReader {
  /** Why what comes next may not run. */
  private left: string | undefined;

  constructor(
    private readonly read: ModuleOutline,
    private readonly body: FunctionBody,
    private readonly depth = 0,
  ) {}

  all(): readonly Operation[] {
    return this.lines(this.body.lines, { read: this.read, scope: this.body.scope, batches: new Map() });
  }

  private lines(lines: readonly BodyStatement[], context: StatementContext): readonly Operation[] {
    return lines.flatMap(line => (line.kind === 'simple' ? this.simple(line, context) : this.compound(line, context)));
  }

  private simple(line: Extract<BodyStatement, { kind: 'simple' }>, context: StatementContext): readonly Operation[] {
    if (line.isDocstring) return [];
    const reason = this.left ?? context.doubt;
    if (/^(?:return|raise|break|continue)\b/.test(this.read.text.slice(line.span.start, line.span.end))) {
      this.left = reason === undefined ? 'stands after the end of the function' : 'stands after a `return` that may come first';
    }
    const found = this.helper(line.value) ?? statementOperations(line, context);
    return reason === undefined ? found : found.map(operation => doubtfulOperation(operation, reason));
  }

  private helper(value: Span): readonly Operation[] | undefined {
    const [, name] = /^(\w+)\(\s*\)$/.exec(this.read.text.slice(value.start, value.end)) ?? [];
    if (name === undefined || this.depth >= maxCallDepth || this.body.scope.bindings.has(name)) return undefined;
    const called = functionBody(this.read, name);
    return called && !called.hasParameters ? new UpgradeReader(this.read, called, this.depth + 1).all() : undefined;
  }

  private compound(
    { keyword, header, lines }: Extract<BodyStatement, { kind: 'compound' }>,
    context: StatementContext,
  ): readonly Operation[] {
    // A function or class that is only defined does nothing; a call of it is not followed.
    if (keyword === 'def' || keyword === 'class') return [];
    if (keyword !== 'with') return this.lines(lines, { ...context, doubt: `stands in \`${keyword}\`` });
    return this.lines(lines, this.entered(header, context));
  }

  /** What is known inside a `with`. */
  private entered(header: Span, context: StatementContext): StatementContext {
    const source = this.read.text.slice(header.start, header.end);
    if (/^with\s+[\w.()]*autocommit_block\(\s*\)\s*:$/.test(source)) return context;
    const [, before = '', name = ''] = /^(with\s.*\S)\s+as\s+(\w+)\s*:$/s.exec(source) ?? [];
    const span = { start: header.start + 'with'.length, end: header.start + before.length };
    const table = name === '' ? undefined : this.batchOf(resolveConstants(parseExpression(this.read.text, span), nameContext(context)));
    return table === undefined
      ? { ...context, doubt: 'stands in `with`' }
      : { ...context, batches: new Map([...context.batches, [name, { table }]]) };
  }

  private batchOf(call: Expression): string | undefined {
    if (call.kind !== 'call' || !call.callee.endsWith('.batch_alter_table')) return undefined;
    const named = new Map(call.keywords);
    const table = literalText(call.args[0] ?? named.get('table_name'));
    return table === undefined ? undefined : qualifyName(table, literalText(call.args[1] ?? named.get('schema')));
  }
}

function doubtfulOperation(operation: Operation, reason: string): Operation {
  const { data, opaque = reason } = operation;
  return { ...operation, opaque, ...(data ? { data: withDoubt(data, reason) } : {}) };
}

/** The message: Alembic takes the first paragraph of the module's docstring for it (script/base.py, `Script.doc`). */
export function summary(bytes: Uint8Array): string {
  const read = readModule(bytes, revisionRequest);
  const line = isProblem(read) ? '' : docstringLine(read);
  return /^Revis(?:ion ID|es):/.test(line) ? '' : line;
}
