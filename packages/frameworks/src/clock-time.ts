/** A moment as a clock in some zone shows it. */
export interface ClockTime {
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
export function clockTime(epoch: number, timeZone: string): ClockTime {
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

export function isTimeZone(name: string): boolean {
  return name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);
}

/** `2024-05-01 12:34:56` */
export function dateAndTime({ year, month, day, hour, minute, second }: ClockTime): string {
  return `${zeroPadded(year, 4)}-${zeroPadded(month)}-${zeroPadded(day)} ${zeroPadded(hour)}:${zeroPadded(minute)}:${zeroPadded(second)}`;
}

/** `+02:00`: how far the clock is ahead of UTC. */
export function utcOffset({ year, month, day, hour, minute, second, epoch }: ClockTime): string {
  const ahead = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - epoch;
  const minutes = Math.abs(Math.trunc(ahead / 60));
  return `${ahead < 0 ? '-' : '+'}${zeroPadded(Math.floor(minutes / 60))}:${zeroPadded(minutes % 60)}`;
}

export function zeroPadded(number: number, width = 2): string {
  return String(number).padStart(width, '0');
}
