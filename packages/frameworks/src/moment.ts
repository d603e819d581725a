/** A moment as a clock in some zone shows it. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Seconds since the epoch. */
  readonly epoch: number;
}

/** `timeZone`: an IANA name that `isZone` knows. */
export function moment(epoch: number, timeZone: string): Moment {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(epoch * 1000).map(({ type, value }) => [type, Number(value)]));
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'): number => parts.get(name) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
    epoch,
  };
}

export function isZone(name: string): boolean {
  return name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);
}

/** `2024-05-01 12:34:56` */
export function dateAndTime({ year, month, day, hour, minute, second }: Moment): string {
  return `${digits(year, 4)}-${digits(month)}-${digits(day)} ${digits(hour)}:${digits(minute)}:${digits(second)}`;
}

/** `+02:00`: how far the clock is ahead of UTC. */
export function offset({ year, month, day, hour, minute, second, epoch }: Moment): string {
  const ahead = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - epoch;
  const minutes = Math.abs(Math.trunc(ahead / 60));
  return `${ahead < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}

export function digits(number: number, width = 2): string {
  return String(number).padStart(width, '0');
}
