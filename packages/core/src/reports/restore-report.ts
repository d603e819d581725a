import type { Fix } from '../model/finding.js';

/** A file that was brought back. */
export interface RestoredFile {
  /** As messages spell it: `shop.0002_tax`, `ae1027a6acf`. */
  readonly name: string;
  readonly path: string;
  /** The branch that has it: `feat/tax`. */
  readonly from: string;
  /** Branches that have it with other contents, newest first. */
  readonly otherwise: readonly string[];
}

/** What is applied, and has no file here. */
export interface StrandedMigrations {
  /** As messages spell them, parents first. */
  readonly names: readonly string[];
  /** The newest branch that has the files; absent where none is known. */
  readonly on?: string;
  /** What takes it back. */
  readonly fix?: Fix;
}
