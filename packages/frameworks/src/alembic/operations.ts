import { inDoubt, type Operation, type Span } from '@oneleaf/core';
import { type Body, bodyOf, type Line } from '../python/body.js';
import { textOf } from '../python/call.js';
import type { Expression } from '../python/expression.js';
import { isProblem, readModule } from '../python/facts.js';
import { resolve } from '../python/fold.js';
import { docstringFrom } from '../python/docstring.js';
import type { Outline } from '../python/outline.js';
import { parseExpression } from '../python/parser.js';
import { inSchema } from '../python/sql.js';
import { wanted } from './extract.js';
import { operationsOf, siteOf, type Ground } from './statement.js';

/** What `upgrade()` does, statement by statement; `opaque` where it cannot be read at all. */
export function operations(bytes: Uint8Array): readonly Operation[] | 'opaque' {
  const read = readModule(bytes, wanted);
  if (isProblem(read)) return 'opaque';
  const upgrade = bodyOf(read, 'upgrade');
  return upgrade ? new Follower(read, upgrade).all() : 'opaque';
}

/** How many helper functions deep a revision is followed. */
const deepest = 3;

/** Walks through a function and the functions of the same file that it calls without arguments. */
class Follower {
  /** Why what comes next may not run. */
  private left: string | undefined;

  constructor(
    private readonly read: Outline,
    private readonly body: Body,
    private readonly depth = 0,
  ) {}

  all(): readonly Operation[] {
    return this.lines(this.body.lines, { read: this.read, scope: this.body.scope, batches: new Map() });
  }

  private lines(lines: readonly Line[], ground: Ground): readonly Operation[] {
    return lines.flatMap(line => (line.kind === 'simple' ? this.simple(line, ground) : this.compound(line, ground)));
  }

  private simple(line: Extract<Line, { kind: 'simple' }>, ground: Ground): readonly Operation[] {
    if (line.isDocstring) return [];
    const reason = this.left ?? ground.doubt;
    if (/^(?:return|raise|break|continue)\b/.test(this.read.text.slice(line.span.start, line.span.end))) {
      this.left = reason === undefined ? 'stands after the end of the function' : 'stands after a `return` that may come first';
    }
    const found = this.helper(line.value) ?? operationsOf(line, ground);
    return reason === undefined ? found : found.map(operation => doubted(operation, reason));
  }

  private helper(value: Span): readonly Operation[] | undefined {
    const [, name] = /^(\w+)\(\s*\)$/.exec(this.read.text.slice(value.start, value.end)) ?? [];
    if (name === undefined || this.depth >= deepest || this.body.scope.bindings.has(name)) return undefined;
    const called = bodyOf(this.read, name);
    return called && !called.hasParameters ? new Follower(this.read, called, this.depth + 1).all() : undefined;
  }

  private compound({ keyword, header, lines }: Extract<Line, { kind: 'compound' }>, ground: Ground): readonly Operation[] {
    // A function or class that is only defined does nothing; a call of it is not followed.
    if (keyword === 'def' || keyword === 'class') return [];
    if (keyword !== 'with') return this.lines(lines, { ...ground, doubt: `stands in \`${keyword}\`` });
    return this.lines(lines, this.entered(header, ground));
  }

  /** What is known inside a `with`. */
  private entered(header: Span, ground: Ground): Ground {
    const source = this.read.text.slice(header.start, header.end);
    if (/^with\s+[\w.()]*autocommit_block\(\s*\)\s*:$/.test(source)) return ground;
    const [, before = '', name = ''] = /^(with\s.*\S)\s+as\s+(\w+)\s*:$/s.exec(source) ?? [];
    const span = { start: header.start + 'with'.length, end: header.start + before.length };
    const table = name === '' ? undefined : this.batchOf(resolve(parseExpression(this.read.text, span), siteOf(ground)));
    return table === undefined
      ? { ...ground, doubt: 'stands in `with`' }
      : { ...ground, batches: new Map([...ground.batches, [name, { table }]]) };
  }

  private batchOf(call: Expression): string | undefined {
    if (call.kind !== 'call' || !call.callee.endsWith('.batch_alter_table')) return undefined;
    const named = new Map(call.keywords);
    const table = textOf(call.args[0] ?? named.get('table_name'));
    return table === undefined ? undefined : inSchema(table, textOf(call.args[1] ?? named.get('schema')));
  }
}

function doubted(operation: Operation, reason: string): Operation {
  const { data, opaque = reason } = operation;
  return { ...operation, opaque, ...(data ? { data: inDoubt(data, reason) } : {}) };
}

/** The message: Alembic takes the first paragraph of the module's docstring for it (script/base.py, `Script.doc`). */
export function summary(bytes: Uint8Array): string {
  const read = readModule(bytes, wanted);
  const line = isProblem(read) ? '' : docstringFrom(read);
  return /^Revis(?:ion ID|es):/.test(line) ? '' : line;
}
