import type { Span } from './migration.js';

/** What becomes of one file, relative to the repository's top. */
export interface FileChange {
  readonly path: string;
  /** The whole new text; null when the file goes away. */
  readonly text: string | null;
}

/** A splice: what stands in the span gives way to the text. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** The text with all edits made, whatever their order; two that overlap are a bug of the caller's. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
  let at = 0;
  const parts = sorted.map(({ span, text: put }) => {
    if (span.start < at) throw new RangeError(`edits overlap at ${span.start}`);
    const kept = text.slice(at, span.start);
    at = span.end;
    return kept + put;
  });
  return parts.join('') + text.slice(at);
}
