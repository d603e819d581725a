import { isRecord } from '../configuration/value-checks.js';

type KeywordCheck = (wanted: unknown, value: unknown, root: unknown) => boolean;

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isRecord,
  array: value => Array.isArray(value),
  string: value => typeof value === 'string',
  boolean: value => typeof value === 'boolean',
  number: value => typeof value === 'number',
  integer: value => Number.isInteger(value),
  null: value => value === null,
};

/** The keywords of JSON Schema that our own schemas use; what only describes is always true. */
const KEYWORDS: Readonly<Record<string, KeywordCheck>> = {
  type: (wanted, value) => asList(wanted).some(type => TYPES[String(type)]?.(value) ?? false),
  const: (wanted, value) => wanted === value,
  enum: (wanted, value) => asList(wanted).includes(value),
  required: (wanted, value) => !isRecord(value) || asList(wanted).every(key => Object.hasOwn(value, String(key))),
  properties: (wanted, value, root) =>
    !isRecord(value) || entries(wanted).every(([key, form]) => !Object.hasOwn(value, key) || conforms(form, value[key], root)),
  additionalProperties: () => true,
  items: (wanted, value, root) => !Array.isArray(value) || value.every(one => conforms(wanted, one, root)),
  minItems: (wanted, value) => !Array.isArray(value) || value.length >= Number(wanted),
  minimum: (wanted, value) => typeof value !== 'number' || value >= Number(wanted),
  pattern: (wanted, value) => typeof value !== 'string' || new RegExp(String(wanted), 'u').test(value),
  anyOf: (wanted, value, root) => asList(wanted).some(form => conforms(form, value, root)),
  $ref: (wanted, value, root) => conforms(resolveReference(String(wanted), root), value, root),
};

const DESCRIPTIVE = ['$schema', '$id', '$defs', 'title', 'description'];

/** Whether a value has the form that a schema of ours describes. Keys that it does not name are news, not errors. */
export function conforms(form: unknown, value: unknown, root: unknown = form): boolean {
  return entries(form).every(([keyword, wanted]) => {
    const rule = KEYWORDS[keyword];
    if (!rule && !DESCRIPTIVE.includes(keyword)) throw new Error(`the schema has the keyword ${keyword}, which nobody reads`);
    return rule?.(wanted, value, root) ?? true;
  });
}

function resolveReference(pointer: string, root: unknown): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((at: unknown, step) => (isRecord(at) ? at[step] : undefined), root);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}
