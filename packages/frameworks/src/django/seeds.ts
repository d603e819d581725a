import { type Data, inDoubt, type Seed, type Span } from '@oneleaf/core';
import { bodyOf, type Body, type Line } from '../python/body.js';
import { lastName, textOf } from '../python/call.js';
import type { Call, Expression } from '../python/expression.js';
import type { Site } from '../python/fold.js';
import type { Outline } from '../python/outline.js';
import { parseExpression } from '../python/parser.js';
import { elementsOf, given } from '../python/rows.js';
import { rowsInSql } from '../python/sql-rows.js';
import { modelNamed } from './fields.js';

/** What a function of the module, as `RunPython` is given it, does with the managers of historical models; undefined where it does nothing of the kind. */
export function rowsOfFunction(read: Outline, name: string, label: string): Data | undefined {
  const body = bodyOf(read, name);
  const data = body && new Rows(read, body, label).of(body.lines);
  return data && data.seeds.length > 0 ? data : undefined;
}

/** `RunSQL` with a statement, or a list of statements and of pairs of a statement and its parameters. */
export function rowsOfSql(sql: Expression | undefined): Data | undefined {
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

const silent: Data = { seeds: [], isAll: true };
const managed = /^(\w+)\.objects\b[^]*\.(update|delete|create|bulk_create|get_or_create|update_or_create|bulk_update)\([^]*\)$/;
const inert = /^(?:pass|return|\.\.\.)$|^[\w.]+$/;

/** Reads the lines of one function. */
class Rows {
  private readonly site: Site;

  constructor(
    read: Outline,
    { scope }: Body,
    private readonly label: string,
  ) {
    this.site = { text: read.text, scopes: [scope, read.module] };
  }

  of(lines: readonly Line[]): Data {
    const all = lines.map(line => (line.kind === 'simple' ? this.simple(line) : this.compound(line)));
    return { seeds: all.flatMap(({ seeds }) => seeds), isAll: all.every(({ isAll }) => isAll) };
  }

  private compound({ keyword, header, lines }: Extract<Line, { kind: 'compound' }>): Data {
    if (keyword === 'def' || keyword === 'class') return silent;
    const data = inDoubt(this.of(lines), `stands in \`${keyword}\``);
    const source = this.site.text.slice(header.start, header.end);
    return /\([^)]/.test(source) ? { ...data, isAll: false } : data;
  }

  private simple({ value, isDocstring }: Extract<Line, { kind: 'simple' }>): Data {
    const source = this.site.text.slice(value.start, value.end);
    if (isDocstring || inert.test(source)) return silent;
    const written = parseExpression(this.site.text, value);
    const read = written.kind === 'call' ? this.call(written) : undefined;
    return read ?? this.other(source, value) ?? { seeds: [], isAll: isLiteral(written) };
  }

  private call(call: Call): Data | undefined {
    switch (lastName(call.callee)) {
      case 'get_model':
        return silent;
      case 'create':
        return this.created(call);
      case 'bulk_create':
        return this.bulk(call);
    }
    return undefined;
  }

  private created(call: Call): Data | undefined {
    const table = this.model(call.callee);
    return table === undefined ? undefined : inserted({ does: 'insert', table, rows: 1 });
  }

  private bulk({ callee, args, keywords }: Call): Data | undefined {
    const table = this.model(callee);
    const named = new Map(keywords);
    const rows = elementsOf(given(args[0] ?? named.get('objs'), this.site));
    if (table === undefined) return undefined;
    const isCertain = rows !== undefined && !named.has('ignore_conflicts') && !named.has('update_conflicts');
    return inserted({ does: 'insert', table, ...(isCertain ? { rows: rows.length } : {}) });
  }

  /** `Tag.objects.filter(…).update(…)` and what else ends in a method that changes rows. */
  private other(source: string, span: Span): Data | undefined {
    const [, name, method = ''] = managed.exec(source) ?? [];
    const table = name === undefined ? undefined : this.model(`${name}.objects.${method}`, span);
    if (table === undefined) return undefined;
    const does = method === 'delete' ? 'delete' : /update$/.test(method) ? 'update' : 'insert';
    return inserted({ does, table });
  }

  /** The historical model whose manager is called, as `Tag = apps.get_model('shop', 'Tag')` says. */
  private model(callee: string, { end }: Span = { start: 0, end: this.site.text.length }): string | undefined {
    const [, name] = /^(\w+)\.objects\.\w+$/.exec(callee) ?? [];
    const model = name === undefined ? undefined : given({ kind: 'name', path: name, span: { start: end, end } }, this.site);
    if (model?.kind !== 'call' || !model.callee.endsWith('.get_model')) return undefined;
    const [first, second] = model.args.map(textOf);
    return first === undefined ? undefined : modelNamed(second === undefined ? first : `${first}.${second}`, this.label);
  }
}

function inserted(seed: Seed): Data {
  return { seeds: [seed], isAll: true };
}

/** What makes objects of a model does nothing to rows until they are saved. */
function isLiteral(expression: Expression): boolean {
  if (expression.kind === 'sequence') return expression.elements.every(isLiteral);
  if (expression.kind === 'call') return /^[A-Z]\w*$/.test(expression.callee) && expression.keywords.every(([, value]) => isLiteral(value));
  return expression.kind === 'string' || expression.kind === 'number' || expression.kind === 'constant';
}
