import type { Content, LandedSnapshot, Landing, Snapshot } from '@oneleaf/core';
import type { Oid } from '@oneleaf/git';
import type { Branch } from './refs.js';
import type { World } from './world.js';

/** The tree that branches are to land on. */
export interface Base {
  readonly ref: string;
  readonly commit: Oid;
  readonly world: World;
  readonly snapshot: Snapshot;
}

/** A branch that changes something on the base: what, and how sure that is. */
export interface Prospect {
  readonly branch: Branch;
  readonly landing: Landing;
  readonly landed: LandedSnapshot;
  /** False where only git's own merge could tell and it was not asked or could not. */
  readonly exact: boolean;
  /** Paths that git stops at, among the files of interest. */
  readonly conflicts: readonly string[];
  /** What the branch itself holds, for every file that it changed. */
  readonly sides: ReadonlyMap<string, Content>;
  /** Set when what only git could decide was left undecided, because too many branches wait for it. */
  readonly left?: boolean;
  /** All that it adds came to the base already: by a squash merge, and was edited there since. */
  readonly absorbed: boolean;
  /** Why git's own merge did not help. */
  readonly failed?: string;
}

/** A branch with its single merge base, or with none where there are several. */
export interface Diverged {
  readonly branch: Branch;
  readonly bases: readonly Oid[];
}

/** A landing whose contests are settled as far as they can be. */
export type Landed = Omit<Prospect, 'landed'>;

/** A branch that touches migrations, landed by paths alone. */
export interface Touching extends Diverged {
  readonly landing: Landing;
  readonly sides: ReadonlyMap<string, Content>;
}
