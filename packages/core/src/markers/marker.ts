import type { CurrentLeaves } from './current-leaves.js';

/** A file that names the leaf of a history, so that two branches which add to the history meet in it. */
export interface MarkerFile {
  readonly path: string;
  readonly text: string;
}

/** What a marker says of a history, in one sentence; of none where the history is empty. */
export interface MarkerRemark {
  readonly history: string;
  readonly message: string;
}

export interface MarkerCheck {
  readonly path: string;
  /** With every line true that can be; the text that it has where nothing is stale. */
  readonly text: string;
  readonly stale: readonly MarkerRemark[];
  /** What is left alone, because nothing would be certainly true. */
  readonly left: readonly MarkerRemark[];
}

export interface MarkerKind {
  /** The file's name, the same in every folder. */
  readonly name: string;
  /** Undefined for a file of that name that marks no history of this tree. */
  judge(file: MarkerFile, truths: readonly CurrentLeaves[]): MarkerCheck | undefined;
}

/** Git's own lines around the two sides of a conflict, also with diff3's third side. */
export const CONFLICT_MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)/m;

export function endOfLine(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
