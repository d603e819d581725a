/** Older branches are left out by default. */
export const DEFAULT_AGE = '90d';

const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** `2 hours ago`, of a number of seconds. */
export function ageText(seconds: number): string {
  const [name, size] = UNITS.find(([, unit]) => seconds >= unit) ?? ['second', 1];
  const count = Math.max(0, Math.floor(seconds / size));
  return `${count} ${name}${count === 1 ? '' : 's'} ago`;
}

/** Seconds of `90d`, `12h`, `6w`, `2y`; undefined for `all`; null for anything else. */
export function parseDuration(text: string): number | undefined | null {
  if (text === 'all') return undefined;
  const [, count, unit] = /^(\d+)([hdwmy])$/.exec(text) ?? [];
  const size = { h: 3600, d: 86_400, w: 604_800, m: 2_629_800, y: 31_557_600 }[unit ?? ''];
  return count === undefined || size === undefined ? null : Number(count) * size;
}
