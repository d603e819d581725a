import type { Practices, Span } from '@oneleaf/core';
import { type Body, bodyOf, type Line } from '../python/body.js';
import { isNone, lastName, textOf } from '../python/call.js';
import type { Call, Expression } from '../python/expression.js';
import { isProblem, readModule } from '../python/facts.js';
import { resolve, type Site } from '../python/fold.js';
import { Notes, scriptOf } from '../python/noted.js';
import { originOf } from '../python/origin.js';
import type { Outline } from '../python/outline.js';
import { within } from '../python/within.js';
import { breaking } from './breaking.js';
import { directives } from './directives.js';
import { wanted } from './extract.js';
import { wayBack } from './way-back.js';

/** What a revision does that teams have rules about. */
export function practices(bytes: Uint8Array): Practices {
  const read = readModule(bytes, wanted);
  if (isProblem(read)) return {};
  const notes = new Notes(read);
  notes.credentials();
  for (const call of wholesale(read)) notes.add('wholesale', call.callee, call.span);
  for (const body of reached(read, 'upgrade')) new Walk(read, body, notes).all();
  const down = new Notes(read);
  for (const body of reached(read, 'downgrade')) new Walk(read, body, down).all();
  notes.take('unguarded', down);
  const missing = wayBack(read);
  if (missing) notes.add('oneWay', missing.what, missing.span);
  return notes.all(read.docstrings);
}

function wholesale({ text }: Outline): readonly Call[] {
  if (!/\b(?:create|drop)_all\b/.test(text)) return [];
  return within(text, { start: 0, end: text.length }).flatMap(found => {
    if (found.kind !== 'expression' || found.expression.kind !== 'call') return [];
    return /(?:^|\.)(?:create|drop)_all$/.test(found.expression.callee) ? [found.expression] : [];
  });
}

/** A function of the module, and those of the same file that it may call. */
function reached(read: Outline, first: string): readonly Body[] {
  const functions = new Set([...read.module.bindings].flatMap(([name, [one]]) => (one?.function === undefined ? [] : [name])));
  // Flask-Migrate's template for several databases: globals()["upgrade_%s" % engine_name]().
  const siblings = read.text.includes('globals()') ? [...functions].filter(name => name.startsWith(`${first}_`)) : [];
  const names = new Set([first, ...siblings]);
  const bodies: Body[] = [];
  for (const name of names) {
    const body = bodyOf(read, name);
    if (!body) continue;
    bodies.push(body);
    for (const [word] of sourceOf(read, body).matchAll(/[\p{L}\p{N}_]+/gu)) if (functions.has(word)) names.add(word);
  }
  return bodies;
}

function sourceOf({ text }: Outline, { lines }: Body): string {
  const [first] = lines;
  const last = lines.at(-1);
  return first && last ? text.slice(first.span.start, last.span.end) : '';
}

// What SQLAlchemy's sessions and Alembic write rows with.
const writing = /(?:^|\.)(?:bulk_insert|add_all|bulk_save_objects|bulk_insert_mappings|bulk_update_mappings)$/;
const table = /(?:^|\.|\b)(?:insert|update|delete)\(/;

// Which directives take `if_exists` or `if_not_exists`: Alembic 1.13.3, for columns and constraints 1.16.
const guarded = new Set(['create_table', 'drop_table', 'add_column', 'drop_column', 'create_index', 'drop_index', 'drop_constraint']);

class Walk {
  private readonly site: Site;

  constructor(
    private readonly read: Outline,
    private readonly body: Body,
    private readonly notes: Notes,
  ) {
    this.site = { text: read.text, scopes: [body.scope, read.module] };
  }

  all(): void {
    this.lines(this.body.lines, false);
  }

  /** `isGuarded`: what looks first whether something is there stands around them. */
  private lines(lines: readonly Line[], isGuarded: boolean): void {
    for (const line of lines) {
      this.calls(line.kind === 'simple' ? line.span : line.header, isGuarded);
      if (line.kind === 'compound') this.lines(line.lines, isGuarded || /^(?:if|elif|else|except)$/.test(line.keyword));
    }
  }

  private calls(span: Span, isGuarded: boolean): void {
    for (const found of within(this.read.text, span)) {
      if (found.kind === 'expression' && found.expression.kind === 'call') this.call(found.expression, isGuarded);
    }
  }

  private call(call: Call, isGuarded: boolean): void {
    const kind = lastName(call.callee);
    if (directives.has(kind) && /^\w+\.\w+$/.test(call.callee)) this.directive(call, kind, isGuarded);
    else if (writing.test(call.callee)) this.notes.changes('rows', kind, call.span);
    else if (/(?:^|\.)(?:execute|exec_driver_sql)$/.test(call.callee)) this.execute(call, isGuarded);
    if (/^(?:ForeignKey|ForeignKeyConstraint|create_foreign_key)$/.test(kind) && isLeftOut(call, 'ondelete')) {
      this.notes.add('key', this.spelled(call, kind), call.span);
    }
  }

  private directive(call: Call, kind: string, isGuarded: boolean): void {
    const known = resolve(call, this.site);
    const what = this.spelled(call, kind);
    this.notes.changes('schema', what, call.span);
    const isBatch = originOf(this.read, call.callee, [this.body.scope])?.startsWith('alembic.op.') !== true;
    // BatchOperations.drop_constraint takes neither.
    const guard = kind.startsWith('drop') ? 'if_exists' : 'if_not_exists';
    const canGuard = guarded.has(kind) && !(isBatch && kind === 'drop_constraint');
    if (canGuard && !isGuarded && isLeftOut(call, guard)) this.notes.add('unguarded', what, call.span);
    if (known.kind === 'call' && breaking(kind, known)) this.notes.add('unannounced', what, call.span);
  }

  /** A directive with the names that it is given first. */
  private spelled(call: Call, kind: string): string {
    const names = call.args.slice(0, kind === 'create_table' ? 1 : 2).flatMap(arg => textOf(resolve(arg, this.site)) ?? columnName(arg));
    return [kind, ...names].join(' ');
  }

  private execute(call: Call, isGuarded: boolean): void {
    const first = call.args[0] ?? call.keywords.find(([name]) => name === 'sqltext' || name === 'statement')?.[1];
    if (!first) return;
    const script = first.kind === 'call' && /(?:^|\.)(?:text|DDL)$/.test(first.callee) ? first.args[0] : first;
    const sql = script ? scriptOf(script, this.site) : '';
    this.notes.sql(sql, { span: call.span, isGuarded });
    const source = this.read.text.slice(first.span.start, first.span.end);
    if (sql === '' && table.test(source)) this.notes.changes('rows', 'execute', call.span);
  }
}

function columnName(expression: Expression): readonly string[] {
  const [name] = expression.kind === 'call' && lastName(expression.callee) === 'Column' ? expression.args : [];
  return [textOf(name) ?? []].flat();
}

/** Whether an argument is not given, or given as None or False. What is unpacked may hold it. */
function isLeftOut({ args, keywords }: Call, name: string): boolean {
  if (args.some(arg => arg.kind === 'computed' && arg.reason === 'unpacking')) return false;
  const value = keywords.find(([key]) => key === name)?.[1];
  return isNone(value) || (value?.kind === 'constant' && value.value === false);
}
