import { ANY_NAME, type DataChanges, type Operation, type SchemaEffect } from '@oneleaf/core';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { sqlTouches } from '../../languages/sql/statement-touches.js';
import { qualifiedModel } from './fields.js';
import { functionRows, sqlRows } from './row-writes.js';

const getModel = /\bget_model\(\s*(['"])([\w.]+)\1\s*(?:,\s*(['"])(\w+)\3\s*)?,?\s*[,)]/g;

/** `RunPython`: the models that its function asks for by literal names are what it may touch. */
export function runPythonOperations(read: ModuleOutline, call: CallExpression, label: string): readonly Operation[] {
  const code = call.args[0] ?? call.keywords.find(([name]) => name === 'code')?.[1];
  const source = code ? read.text.slice(code.span.start, code.span.end) : '';
  if (source.endsWith('RunPython.noop')) return [];
  const known = effectsByFunction.get(read) ?? new Map<string, FunctionEffect>();
  effectsByFunction.set(read, known);
  const { touches, data } = known.get(source) ?? functionEffect(read, source, label);
  known.set(source, { touches, data });
  return [{ kind: 'RunPython', span: call.span, touches, opaque: 'runs Python', ...(data ? { data } : {}) }];
}

/** What a function may touch, and what it does to rows. */
interface FunctionEffect {
  readonly touches: readonly SchemaEffect[];
  readonly data: DataChanges | undefined;
}

// A migration may run one long function many times; all operations of a file have one label.
const effectsByFunction = new WeakMap<ModuleOutline, Map<string, FunctionEffect>>();

function functionEffect(read: ModuleOutline, name: string, label: string): FunctionEffect {
  return { touches: modelTouches(functionText(read, name), label), data: functionRows(read, name, label) };
}

/** The text of a function of the module, from its `def` to the next line at the left margin. */
function functionText({ text, module }: ModuleOutline, name: string): string {
  const [only, ...others] = module.bindings.get(name) ?? [];
  if (only?.function === undefined || others.length > 0) return '';
  const from = text.slice(only.function);
  const end = from.search(/[\r\n](?![ \t\r\n#)\]}])/);
  return end < 0 ? from : from.slice(0, end);
}

function modelTouches(source: string, label: string): readonly SchemaEffect[] {
  return [...source.matchAll(getModel)].flatMap(([, , first = '', , second]): readonly SchemaEffect[] => {
    const name = qualifiedModel(second === undefined ? first : `${first}.${second}`, label);
    return [
      { does: 'use', thing: 'model', name },
      { does: 'use', thing: 'field', name: ANY_NAME, of: name },
    ];
  });
}

/** `RunSQL`: the table that a statement names is none of the models that the operations of others name. */
export function runSqlOperations({ text }: ModuleOutline, call: CallExpression, sql: Expression | undefined): readonly Operation[] {
  const source = sql ? text.slice(sql.span.start, sql.span.end) : '';
  if (source.endsWith('RunSQL.noop')) return [];
  const read = sql?.kind === 'string' ? sqlTouches(sql.text) : { touches: [], opaque: 'runs SQL' };
  const data = sqlRows(sql);
  return [{ kind: 'RunSQL', span: call.span, ...read, ...(data ? { data } : {}) }];
}
