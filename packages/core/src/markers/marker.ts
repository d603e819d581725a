import type { LocatedHistory } from '../model/migration.js';

/** What the markers of one history are to say. */
export type CurrentLeaves<H extends LocatedHistory = LocatedHistory> = CertainLeaves<H> | UncertainLeaves<H>;

export interface CertainLeaves<H extends LocatedHistory = LocatedHistory> {
  readonly history: H;
  /** As the framework spells them, sorted; empty for a history without migrations. */
  readonly leaves: readonly string[];
  /** The name that sorts last. */
  readonly last: string;
}

/** A history of which no marker can be true: too many leaves, or nobody can tell which they are. */
export interface UncertainLeaves<H extends LocatedHistory = LocatedHistory> {
  readonly history: H;
  /** A sentence that says why. */
  readonly doubt: string;
}

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
  /** Set for a file that describes histories. */
  readonly describes?: true;
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
  judge(file: MarkerFile, current: readonly CurrentLeaves[]): MarkerCheck | undefined;
}

/** Git's own lines around the two sides of a conflict, also with diff3's third side. */
export const CONFLICT_MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)/m;

export function endOfLine(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
