import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export const docs = join(__dirname, '..', '..', '..', '..', 'docs');

/** A published schema, as it is. `name`: that of its file. */
export function schema(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(docs, 'schema', `${name}.schema.json`), 'utf8')) as Record<string, unknown>;
}

export function validator(of: Record<string, unknown>): ValidateFunction {
  return new Ajv2020({ strict: true, allErrors: true }).compile(of);
}

/** The schema without leave for keys that it does not name: readers must take them, our own reports must not have any. */
export function withoutUnknownKeys(of: Record<string, unknown>): Record<string, unknown> {
  const inner = Object.entries(of).map(([key, value]) => [
    key,
    isObject(value) ? withoutUnknownKeys(value) : Array.isArray(value) ? value.map(closeValue) : value,
  ]);
  const whole = Object.fromEntries(inner) as Record<string, unknown>;
  return of['type'] === 'object' && 'properties' in of ? { ...whole, additionalProperties: false } : whole;
}

function closeValue(value: unknown): unknown {
  return isObject(value) ? withoutUnknownKeys(value) : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
