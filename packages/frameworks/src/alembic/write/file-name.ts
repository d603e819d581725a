import type { ClockTime } from '../../clock-time.js';

export const defaultFileTemplate = '%(rev)s_%(slug)s';

/** ScriptDirectory.truncate_slug_length, where nobody says another. */
const DEFAULT_SLUG_LENGTH = 40;

/** A message as part of a file's name (ScriptDirectory._rev_path). Python's `\w` has no combining marks. */
export function slugOf(message: string, length = DEFAULT_SLUG_LENGTH): string {
  const slug = (message.match(/[\p{L}\p{N}_]+/gu) ?? []).join('_').toLowerCase();
  const letters = Array.from(slug);
  if (letters.length <= length) return slug;
  const cut = letters.slice(0, length).join('');
  return `${cut.includes('_') ? cut.slice(0, cut.lastIndexOf('_')) : cut}_`;
}

const templateToken = /%(?:%|\((?<key>\w+)\)(?<flags>[-0]*)(?<width>\d*)(?:\.(?<precision>\d+))?(?<kind>[dis]))/g;

/** A `file_template` filled in, without `.py`; undefined where it holds what is not understood. */
export function fillFileTemplate(
  template: string,
  revision: { readonly rev: string; readonly slug: string },
  clock: ClockTime,
): string | undefined {
  if (template.replace(templateToken, '').includes('%')) return undefined;
  const values: Readonly<Record<string, string | number>> = { ...clock, ...revision };
  const parts: string[] = [];
  let at = 0;
  for (const { 0: whole, index, groups = {} } of template.matchAll(templateToken)) {
    const value = groups['key'] === undefined ? '%' : values[groups['key']];
    // Python formats no text as a number.
    if (value === undefined || (typeof value === 'string' && /[di]/.test(groups['kind'] ?? ''))) return undefined;
    parts.push(template.slice(at, index), formatValue(value, groups));
    at = index + whole.length;
  }
  return [...parts, template.slice(at)].join('');
}

function formatValue(
  value: string | number,
  { flags = '', width = '', precision, kind = '' }: Readonly<Record<string, string | undefined>>,
): string {
  const text = applyPrecision(value, kind, precision);
  if (flags.includes('-')) return text.padEnd(Number(width));
  return text.padStart(Number(width), flags.includes('0') && kind !== 's' ? '0' : ' ');
}

/** The precision of Python's `%`: so many letters of a string at most, so many digits of a number at least. */
function applyPrecision(value: string | number, kind: string, precision: string | undefined): string {
  if (precision === undefined) return String(value);
  return kind === 's' ? String(value).slice(0, Number(precision)) : String(value).padStart(Number(precision), '0');
}
