import { ANY, type Data, type Operation, type Touch } from '@oneleaf/core';
import type { Call, Expression } from '../python/expression.js';
import type { Outline } from '../python/outline.js';
import { readSql } from '../python/sql.js';
import { modelNamed } from './fields.js';
import { rowsOfFunction, rowsOfSql } from './seeds.js';

const getModel = /\bget_model\(\s*(['"])([\w.]+)\1\s*(?:,\s*(['"])(\w+)\3\s*)?,?\s*[,)]/g;

/** `RunPython`: the models that its function asks for by literal names are what it may touch. */
export function pythonOf(read: Outline, call: Call, label: string): readonly Operation[] {
  const code = call.args[0] ?? call.keywords.find(([name]) => name === 'code')?.[1];
  const source = code ? read.text.slice(code.span.start, code.span.end) : '';
  if (source.endsWith('RunPython.noop')) return [];
  const known = functions.get(read) ?? new Map<string, Ran>();
  functions.set(read, known);
  const { touches, data } = known.get(source) ?? ranBy(read, source, label);
  known.set(source, { touches, data });
  return [{ kind: 'RunPython', span: call.span, touches, opaque: 'runs Python', ...(data ? { data } : {}) }];
}

/** What a function may touch, and what it does to rows. */
interface Ran {
  readonly touches: readonly Touch[];
  readonly data: Data | undefined;
}

// A migration may run one long function many times; all operations of a file have one label.
const functions = new WeakMap<Outline, Map<string, Ran>>();

function ranBy(read: Outline, name: string, label: string): Ran {
  return { touches: modelsIn(functionText(read, name), label), data: rowsOfFunction(read, name, label) };
}

/** The text of a function of the module, from its `def` to the next line at the left margin. */
function functionText({ text, module }: Outline, name: string): string {
  const [only, ...others] = module.bindings.get(name) ?? [];
  if (only?.function === undefined || others.length > 0) return '';
  const from = text.slice(only.function);
  const end = from.search(/[\r\n](?![ \t\r\n#)\]}])/);
  return end < 0 ? from : from.slice(0, end);
}

function modelsIn(source: string, label: string): readonly Touch[] {
  return [...source.matchAll(getModel)].flatMap(([, , first = '', , second]): readonly Touch[] => {
    const name = modelNamed(second === undefined ? first : `${first}.${second}`, label);
    return [
      { does: 'use', thing: 'model', name },
      { does: 'use', thing: 'field', name: ANY, of: name },
    ];
  });
}

/** `RunSQL`: the table that a statement names is none of the models that the operations of others name. */
export function sqlOf({ text }: Outline, call: Call, sql: Expression | undefined): readonly Operation[] {
  const source = sql ? text.slice(sql.span.start, sql.span.end) : '';
  if (source.endsWith('RunSQL.noop')) return [];
  const read = sql?.kind === 'string' ? readSql(sql.text) : { touches: [], opaque: 'runs SQL' };
  const data = rowsOfSql(sql);
  return [{ kind: 'RunSQL', span: call.span, ...read, ...(data ? { data } : {}) }];
}
