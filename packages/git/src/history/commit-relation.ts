import type { Oid } from '../objects/oid.js';

/** How a commit stands to the base. */
export type CommitRelation =
  /** An ancestor of the base, or the base itself. */
  | { readonly kind: 'landed' }
  /** `bases`: every best merge base (more than one is a criss-cross), sorted; `ahead`: commits that the base lacks. */
  | { readonly kind: 'diverged'; readonly bases: readonly Oid[]; readonly ahead: number }
  | { readonly kind: 'unrelated' }
  /** No answer that is certainly right; `command` brings one. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly command: string };

/** Who brought a path to the base. */
export interface LandingCommit {
  readonly commit: Oid;
  readonly author: string;
  /** Committer time in seconds since 1970. */
  readonly time: number;
  readonly subject: string;
  /** What the path held then. */
  readonly content: Oid;
}
