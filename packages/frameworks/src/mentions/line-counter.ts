import type { Span } from '@oneleaf/core';

const MAX_SHOWN = 120;

/** Tells the lines of ever later positions, without reading any part of the text twice. */
export class LineCounter {
  private number = 1;
  private at = 0;

  constructor(private readonly text: string) {}

  /** From 1. A carriage return alone ends a line too, as in Python. */
  numberAt(position: number): number {
    for (; this.at < position; this.at += 1) {
      const code = this.text.charCodeAt(this.at);
      if (code === 10 || (code === 13 && this.text.charCodeAt(this.at + 1) !== 10)) this.number += 1;
    }
    return this.number;
  }

  /** The line that holds the span, trimmed; of a long one the part around the span. */
  around({ start, end }: Span): string {
    const before =
      this.text
        .slice(Math.max(0, start - MAX_SHOWN), start)
        .split(/[\r\n]/)
        .at(-1) ?? '';
    const [after = ''] = this.text.slice(end, end + MAX_SHOWN).split(/[\r\n]/, 1);
    const line = before.trimStart() + this.text.slice(start, end) + after.trimEnd();
    const from = Math.max(0, Math.min(before.trimStart().length - MAX_SHOWN / 2, line.length - MAX_SHOWN));
    return line.slice(from, from + MAX_SHOWN);
  }
}
