import type { StyleFacts, Span } from '@oneleaf/core';
import { type FunctionBody, functionBody, type BodyStatement } from '../../languages/python/modules/function-body.js';
import { isNone, lastName, literalText } from '../../languages/python/values/call-arguments.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import { isProblem, readModule } from '../../languages/python/values/module-facts.js';
import { resolveConstants, type NameContext } from '../../languages/python/values/resolve-constants.js';
import { StyleNotes, sqlText } from '../../languages/python/style/style-notes.js';
import { importOrigin } from '../../languages/python/modules/import-origin.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { expressionsIn } from '../../languages/python/values/expression-search.js';
import { isBreakingDirective } from './breaking-directives.js';
import { directives } from './directives.js';
import { revisionRequest } from './revision-request.js';
import { downgradeProblem } from './downgrade-problem.js';

/** What a revision does that teams have rules about. */
export function styleFacts(bytes: Uint8Array): StyleFacts {
  const read = readModule(bytes, revisionRequest);
  if (isProblem(read)) return {};
  const notes = new StyleNotes(read);
  notes.credentials();
  for (const call of createAllCalls(read)) notes.add('wholesale', call.callee, call.span);
  for (const body of reachableBodies(read, 'upgrade')) new BodyWalk(read, body, notes).all();
  const down = new StyleNotes(read);
  for (const body of reachableBodies(read, 'downgrade')) new BodyWalk(read, body, down).all();
  notes.take('unguarded', down);
  const missing = downgradeProblem(read);
  if (missing) notes.add('oneWay', missing.what, missing.span);
  return notes.all(read.docstrings);
}

function createAllCalls({ text }: ModuleOutline): readonly CallExpression[] {
  if (!/\b(?:create|drop)_all\b/.test(text)) return [];
  return expressionsIn(text, { start: 0, end: text.length }).flatMap(found => {
    if (found.kind !== 'expression' || found.expression.kind !== 'call') return [];
    return /(?:^|\.)(?:create|drop)_all$/.test(found.expression.callee) ? [found.expression] : [];
  });
}

/** A function of the module, and those of the same file that it may call. */
function reachableBodies(read: ModuleOutline, first: string): readonly FunctionBody[] {
  const functions = new Set([...read.module.bindings].flatMap(([name, [one]]) => (one?.function === undefined ? [] : [name])));
  // Flask-Migrate's template for several databases: globals()["upgrade_%s" % engine_name]().
  const siblings = read.text.includes('globals()') ? [...functions].filter(name => name.startsWith(`${first}_`)) : [];
  const names = new Set([first, ...siblings]);
  const bodies: FunctionBody[] = [];
  for (const name of names) {
    const body = functionBody(read, name);
    if (!body) continue;
    bodies.push(body);
    for (const [word] of bodySource(read, body).matchAll(/[\p{L}\p{N}_]+/gu)) if (functions.has(word)) names.add(word);
  }
  return bodies;
}

function bodySource({ text }: ModuleOutline, { lines }: FunctionBody): string {
  const [first] = lines;
  const last = lines.at(-1);
  return first && last ? text.slice(first.span.start, last.span.end) : '';
}

// What SQLAlchemy's sessions and Alembic write rows with.
const rowWriter = /(?:^|\.)(?:bulk_insert|add_all|bulk_save_objects|bulk_insert_mappings|bulk_update_mappings)$/;
const tableStatement = /(?:^|\.|\b)(?:insert|update|delete)\(/;

// Which directives take `if_exists` or `if_not_exists`: Alembic 1.13.3, for columns and constraints 1.16.
const guardableDirectives = new Set([
  'create_table',
  'drop_table',
  'add_column',
  'drop_column',
  'create_index',
  'drop_index',
  'drop_constraint',
]);

class BodyWalk {
  private readonly site: NameContext;

  constructor(
    private readonly read: ModuleOutline,
    private readonly body: FunctionBody,
    private readonly notes: StyleNotes,
  ) {
    this.site = { text: read.text, scopes: [body.scope, read.module] };
  }

  all(): void {
    this.lines(this.body.lines, false);
  }

  /** `isGuarded`: what looks first whether something is there stands around them. */
  private lines(lines: readonly BodyStatement[], isGuarded: boolean): void {
    for (const line of lines) {
      this.calls(line.kind === 'simple' ? line.span : line.header, isGuarded);
      if (line.kind === 'compound') this.lines(line.lines, isGuarded || /^(?:if|elif|else|except)$/.test(line.keyword));
    }
  }

  private calls(span: Span, isGuarded: boolean): void {
    for (const found of expressionsIn(this.read.text, span)) {
      if (found.kind === 'expression' && found.expression.kind === 'call') this.call(found.expression, isGuarded);
    }
  }

  private call(call: CallExpression, isGuarded: boolean): void {
    const kind = lastName(call.callee);
    if (directives.has(kind) && /^\w+\.\w+$/.test(call.callee)) this.directive(call, kind, isGuarded);
    else if (rowWriter.test(call.callee)) this.notes.changes('rows', kind, call.span);
    else if (/(?:^|\.)(?:execute|exec_driver_sql)$/.test(call.callee)) this.execute(call, isGuarded);
    if (/^(?:ForeignKey|ForeignKeyConstraint|create_foreign_key)$/.test(kind) && isOmitted(call, 'ondelete')) {
      this.notes.add('key', this.spelled(call, kind), call.span);
    }
  }

  private directive(call: CallExpression, kind: string, isGuarded: boolean): void {
    const known = resolveConstants(call, this.site);
    const what = this.spelled(call, kind);
    this.notes.changes('schema', what, call.span);
    const isBatch = importOrigin(this.read, call.callee, [this.body.scope])?.startsWith('alembic.op.') !== true;
    // BatchOperations.drop_constraint takes neither.
    const guard = kind.startsWith('drop') ? 'if_exists' : 'if_not_exists';
    const canGuard = guardableDirectives.has(kind) && !(isBatch && kind === 'drop_constraint');
    if (canGuard && !isGuarded && isOmitted(call, guard)) this.notes.add('unguarded', what, call.span);
    if (known.kind === 'call' && isBreakingDirective(kind, known)) this.notes.add('unannounced', what, call.span);
  }

  /** A directive with the names that it is given first. */
  private spelled(call: CallExpression, kind: string): string {
    const names = call.args
      .slice(0, kind === 'create_table' ? 1 : 2)
      .flatMap(arg => literalText(resolveConstants(arg, this.site)) ?? columnName(arg));
    return [kind, ...names].join(' ');
  }

  private execute(call: CallExpression, isGuarded: boolean): void {
    const first = call.args[0] ?? call.keywords.find(([name]) => name === 'sqltext' || name === 'statement')?.[1];
    if (!first) return;
    const script = first.kind === 'call' && /(?:^|\.)(?:text|DDL)$/.test(first.callee) ? first.args[0] : first;
    const sql = script ? sqlText(script, this.site) : '';
    this.notes.sql(sql, { span: call.span, isGuarded });
    const source = this.read.text.slice(first.span.start, first.span.end);
    if (sql === '' && tableStatement.test(source)) this.notes.changes('rows', 'execute', call.span);
  }
}

function columnName(expression: Expression): readonly string[] {
  const [name] = expression.kind === 'call' && lastName(expression.callee) === 'Column' ? expression.args : [];
  return [literalText(name) ?? []].flat();
}

/** Whether an argument is not given, or given as None or False. What is unpacked may hold it. */
function isOmitted({ args, keywords }: CallExpression, name: string): boolean {
  if (args.some(arg => arg.kind === 'computed' && arg.reason === 'unpacking')) return false;
  const value = keywords.find(([key]) => key === name)?.[1];
  return isNone(value) || (value?.kind === 'constant' && value.value === false);
}
