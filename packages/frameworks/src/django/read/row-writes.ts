import { type DataChanges, withDoubt, type RowWrite, type Span } from '@oneleaf/core';
import { functionBody, type FunctionBody, type BodyStatement } from '../../languages/python/modules/function-body.js';
import { lastName, literalText } from '../../languages/python/values/call-arguments.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import type { NameContext } from '../../languages/python/values/resolve-constants.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { parseExpression } from '../../languages/python/syntax/parser.js';
import { literalElements, valueAtUse } from '../../languages/python/values/row-values.js';
import { rowsInSql } from '../../languages/sql/row-writes.js';
import { qualifiedModel } from './fields.js';

/** What a function of the module, as `RunPython` is given it, does with the managers of historical models; undefined where it does nothing of the kind. */
export function functionRows(read: ModuleOutline, name: string, label: string): DataChanges | undefined {
  const body = functionBody(read, name);
  const data = body && new RowReader(read, body, label).of(body.lines);
  return data && data.seeds.length > 0 ? data : undefined;
}

/** `RunSQL` with a statement, or a list of statements and of pairs of a statement and its parameters. */
export function sqlRows(sql: Expression | undefined): DataChanges | undefined {
  const texts = sql?.kind === 'sequence' ? sql.elements.map(one => (one.kind === 'sequence' ? one.elements[0] : one)) : [sql];
  const all = texts.map(one => (one?.kind === 'string' ? rowsInSql(one.text) : undefined));
  const found = all.flatMap(data => data ?? []);
  if (found.length === 0) return undefined;
  const schema = found.flatMap(one => one.schema ?? []);
  return {
    seeds: found.flatMap(({ seeds }) => seeds),
    ...(schema.length > 0 ? { schema } : {}),
    isAll: found.length === all.length && found.every(({ isAll }) => isAll),
  };
}

const noRows: DataChanges = { seeds: [], isAll: true };
const managerCall = /^(\w+)\.objects\b[^]*\.(update|delete|create|bulk_create|get_or_create|update_or_create|bulk_update)\([^]*\)$/;
const inertStatement = /^(?:pass|return|\.\.\.)$|^[\w.]+$/;

/** Reads the lines of one function. */
class RowReader {
  private readonly site: NameContext;

  constructor(
    read: ModuleOutline,
    { scope }: FunctionBody,
    private readonly label: string,
  ) {
    this.site = { text: read.text, scopes: [scope, read.module] };
  }

  of(lines: readonly BodyStatement[]): DataChanges {
    const all = lines.map(line => (line.kind === 'simple' ? this.simple(line) : this.compound(line)));
    return { seeds: all.flatMap(({ seeds }) => seeds), isAll: all.every(({ isAll }) => isAll) };
  }

  private compound({ keyword, header, lines }: Extract<BodyStatement, { kind: 'compound' }>): DataChanges {
    if (keyword === 'def' || keyword === 'class') return noRows;
    const data = withDoubt(this.of(lines), `stands in \`${keyword}\``);
    const source = this.site.text.slice(header.start, header.end);
    return /\([^)]/.test(source) ? { ...data, isAll: false } : data;
  }

  private simple({ value, isDocstring }: Extract<BodyStatement, { kind: 'simple' }>): DataChanges {
    const source = this.site.text.slice(value.start, value.end);
    if (isDocstring || inertStatement.test(source)) return noRows;
    const written = parseExpression(this.site.text, value);
    const read = written.kind === 'call' ? this.call(written) : undefined;
    return read ?? this.other(source, value) ?? { seeds: [], isAll: isLiteral(written) };
  }

  private call(call: CallExpression): DataChanges | undefined {
    switch (lastName(call.callee)) {
      case 'get_model':
        return noRows;
      case 'create':
        return this.created(call);
      case 'bulk_create':
        return this.bulk(call);
    }
    return undefined;
  }

  private created(call: CallExpression): DataChanges | undefined {
    const table = this.model(call.callee);
    return table === undefined ? undefined : singleChange({ does: 'insert', table, rows: 1 });
  }

  private bulk({ callee, args, keywords }: CallExpression): DataChanges | undefined {
    const table = this.model(callee);
    const named = new Map(keywords);
    const rows = literalElements(valueAtUse(args[0] ?? named.get('objs'), this.site));
    if (table === undefined) return undefined;
    const isCertain = rows !== undefined && !named.has('ignore_conflicts') && !named.has('update_conflicts');
    return singleChange({ does: 'insert', table, ...(isCertain ? { rows: rows.length } : {}) });
  }

  /** `Tag.objects.filter(…).update(…)` and what else ends in a method that changes rows. */
  private other(source: string, span: Span): DataChanges | undefined {
    const [, name, method = ''] = managerCall.exec(source) ?? [];
    const table = name === undefined ? undefined : this.model(`${name}.objects.${method}`, span);
    if (table === undefined) return undefined;
    const does = method === 'delete' ? 'delete' : /update$/.test(method) ? 'update' : 'insert';
    return singleChange({ does, table });
  }

  /** The historical model whose manager is called, as `Tag = apps.get_model('shop', 'Tag')` says. */
  private model(callee: string, { end }: Span = { start: 0, end: this.site.text.length }): string | undefined {
    const [, name] = /^(\w+)\.objects\.\w+$/.exec(callee) ?? [];
    const model = name === undefined ? undefined : valueAtUse({ kind: 'name', path: name, span: { start: end, end } }, this.site);
    if (model?.kind !== 'call' || !model.callee.endsWith('.get_model')) return undefined;
    const [first, second] = model.args.map(literalText);
    return first === undefined ? undefined : qualifiedModel(second === undefined ? first : `${first}.${second}`, this.label);
  }
}

function singleChange(seed: RowWrite): DataChanges {
  return { seeds: [seed], isAll: true };
}

/** What makes objects of a model does nothing to rows until they are saved. */
function isLiteral(expression: Expression): boolean {
  if (expression.kind === 'sequence') return expression.elements.every(isLiteral);
  if (expression.kind === 'call') return /^[A-Z]\w*$/.test(expression.callee) && expression.keywords.every(([, value]) => isLiteral(value));
  return expression.kind === 'string' || expression.kind === 'number' || expression.kind === 'constant';
}
