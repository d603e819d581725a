import type { Fix } from '../model/finding.js';

export interface RestoredFile {
  /** As messages spell it: `shop.0002_tax`, `ae1027a6acf`. */
  readonly name: string;
  readonly path: string;
  readonly from: string;
  /** Branches that have it with other contents, newest first. */
  readonly otherwise: readonly string[];
}

export interface StrandedMigrations {
  /** As messages spell them, parents first. */
  readonly names: readonly string[];
  /** The newest branch that has the files; absent where none is known. */
  readonly on?: string;
  readonly fix?: Fix;
}
