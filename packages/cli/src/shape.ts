/** Whether a value of a configuration has the form that it must have. */
export type Check = (value: unknown) => boolean;

export const text: Check = value => typeof value === 'string' && value !== '';
export const flag: Check = value => typeof value === 'boolean';
export const texts: Check = value => Array.isArray(value) && value.every(text);
export const count: Check = value => typeof value === 'number' && Number.isInteger(value) && value > 0;
export const oneOf =
  (...values: readonly string[]): Check =>
  value =>
    typeof value === 'string' && values.includes(value);
export const recordOf =
  (check: Check): Check =>
  value =>
    isRecord(value) && Object.values(value).every(check);
/** Entries of these names, any of which may be missing. */
export const partOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  value =>
    isRecord(value) && Object.entries(value).every(([key, entry]) => checks[key]?.(entry) ?? false);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
