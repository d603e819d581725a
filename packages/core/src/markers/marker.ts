import { messageText, type MessagePart } from '../model/message.js';
import type { LocatedHistory } from '../model/migration.js';

export type CurrentLeaves<H extends LocatedHistory = LocatedHistory> = CertainLeaves<H> | UncertainLeaves<H>;

export interface CertainLeaves<H extends LocatedHistory = LocatedHistory> {
  readonly history: H;
  /** As the framework spells them, sorted; empty for a history without migrations. */
  readonly leaves: readonly string[];
  readonly last: string;
}

/** A history with too many leaves or unknown ones: no marker of it is true. */
export interface UncertainLeaves<H extends LocatedHistory = LocatedHistory> {
  readonly history: H;
  readonly doubt: string;
}

/** A file that names the leaf of a history, so that two branches which add to the history meet in it. */
export interface MarkerFile {
  readonly path: string;
  readonly text: string;
}

/** One sentence about a history, or about the file alone where `history` is empty. */
export interface MarkerRemark {
  readonly history: string;
  readonly message: string;
  /** The message with its names marked. */
  readonly parts?: readonly MessagePart[];
}

export function markerRemark(history: string, parts: readonly MessagePart[]): MarkerRemark {
  return { history, message: messageText(parts), parts };
}

export interface MarkerCheck {
  /** Set for a file that describes histories. */
  readonly describes?: true;
  readonly path: string;
  /** The file as it should be. */
  readonly text: string;
  readonly stale: readonly MarkerRemark[];
  /** What stays because the truth is unknown. */
  readonly left: readonly MarkerRemark[];
}

export interface MarkerKind {
  readonly name: string;
  /** Undefined for a file of that name that marks no history of this tree. */
  judge(file: MarkerFile, current: readonly CurrentLeaves[]): MarkerCheck | undefined;
}

/** Git's own lines around the two sides of a conflict, also with diff3's third side. */
export const CONFLICT_MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)/m;

export function endOfLine(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
