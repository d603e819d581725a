import type { Oid } from '../objects/oid.js';

export interface Ref {
  /** `refs/heads/main` */
  readonly name: string;
  /** The commit; tags are peeled. */
  readonly commit: Oid;
}

export interface Head {
  /** `refs/heads/main`; absent when detached. */
  readonly ref?: string;
  /** Absent before the first commit. */
  readonly commit?: Oid;
}

/** The tip of a remote's branch: fresh from the remote, or the last one known and why no newer one could be had. */
export type RemoteTip =
  | { readonly fresh: true; readonly commit: Oid }
  /** `commit`: the last one known here; `ageSeconds`: since it was fetched, where git keeps that. */
  | { readonly fresh: false; readonly commit?: Oid; readonly reason: string; readonly ageSeconds?: number };
