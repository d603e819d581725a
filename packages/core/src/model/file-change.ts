import type { Span } from './migration.js';

export interface FileChange {
  readonly path: string;
  /** The whole new text; null deletes the file. */
  readonly text: string | null;
}

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

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
