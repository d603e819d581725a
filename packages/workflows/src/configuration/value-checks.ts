/** Whether a value of a configuration has the form that it must have. */
export type ValueCheck = (value: unknown) => boolean;

export const isText: ValueCheck = value => typeof value === 'string' && value !== '';
export const isFlag: ValueCheck = value => typeof value === 'boolean';
export const isTextList: ValueCheck = value => Array.isArray(value) && value.every(isText);
export const isCount: ValueCheck = value => typeof value === 'number' && Number.isInteger(value) && value > 0;
export const isOneOf =
  (...values: readonly string[]): ValueCheck =>
  value =>
    typeof value === 'string' && values.includes(value);
export const isRecordOf =
  (check: ValueCheck): ValueCheck =>
  value =>
    isRecord(value) && Object.values(value).every(check);
/** Entries of these names, any of which may be missing. */
export const isPartialRecord =
  (checks: Readonly<Record<string, ValueCheck>>): ValueCheck =>
  value =>
    isRecord(value) && Object.entries(value).every(([key, entry]) => checks[key]?.(entry) ?? false);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
