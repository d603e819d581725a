import { writingStyle, type WritingStyle } from '@oneleaf/frameworks/testing/writing-style';
import fc from 'fast-check';

/** One migration that somebody adds, before it has a place and a name. */
export interface SceneStep {
  readonly line: number;
  /**
   * `next`: on the newest of its author's. `fork`: on an older one. `main`: on what the author has of main. `root`: on nothing.
   * `merge`: on all leaves. `squash`: in the place of the newest ones. Where the tree does not allow it, `next`.
   */
  readonly does: 'next' | 'fork' | 'main' | 'root' | 'merge' | 'squash';
  /** How far back a fork goes, or how many more than two a squash replaces. */
  readonly back: number;
  /** Merges: whether it only joins. Squashes: whether the files that it replaces are gone. */
  readonly plain: boolean;
  /** Choices among older migrations of other lines, which it has to follow. */
  readonly needs: readonly number[];
  /** Choices among migrations of other lines, which have to follow it. */
  readonly before: readonly number[];
  /** `twin`: as something is called that has landed meanwhile. */
  readonly name: 'usual' | 'twin' | 'wordy';
  readonly tuple: boolean;
  readonly manner: WritingStyle;
}

/** What main was, what has landed on it since, and what a branch adds. */
export interface RebaseScene {
  readonly lines: number;
  readonly base: readonly SceneStep[];
  readonly landed: readonly SceneStep[];
  readonly own: readonly SceneStep[];
  /** How many of the landed ones the branch takes in, and before which of its own. */
  readonly taken: { readonly count: number; readonly at: number };
  /** The branch has merged all of main at its end. */
  readonly merged: boolean;
  /** Django: every app has a file that names its leaf, where a repository is made of the scene. */
  readonly marked: boolean;
  /** Alembic: one script directory with labelled lines, each with a leaf of its own. */
  readonly labelled: boolean;
  /** Alembic: how each script directory calls revisions and their files. */
  readonly ids: readonly ('hash' | 'counted' | 'worded')[];
  readonly files: readonly ('both' | 'id' | 'words' | 'dated')[];
}

function rarely<T>(arbitrary: fc.Arbitrary<T>, percent: number): fc.Arbitrary<readonly T[]> {
  return fc.oneof(
    { arbitrary: fc.constant([]), weight: 100 - percent },
    { arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 2 }), weight: percent },
  );
}

function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...Array<T>(12).fill(usual), ...others);
}

/** Most files are spelled as the frameworks spell them, however they are laid out. */
const spelled: fc.Arbitrary<WritingStyle> = fc.oneof(
  { arbitrary: writingStyle(0).map((one): WritingStyle => ({ ...one, string: 'plain', value: 'literal' })), weight: 29 },
  { arbitrary: writingStyle(0), weight: 1 },
);

function step(...kinds: readonly SceneStep['does'][]): fc.Arbitrary<SceneStep> {
  return fc.record({
    line: fc.nat({ max: 2 }),
    does: fc.constantFrom(...kinds),
    back: fc.nat({ max: 3 }),
    plain: fc.boolean(),
    needs: rarely(fc.nat({ max: 11 }), 15),
    before: rarely(fc.nat({ max: 11 }), 4),
    name: mostly<SceneStep['name']>('usual', 'usual', 'twin', 'wordy'),
    tuple: fc.boolean(),
    manner: spelled,
  });
}

const many = <T>(arbitrary: fc.Arbitrary<T>, minLength: number, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(arbitrary, { minLength, maxLength, size: 'max' });

/** Up to three lines with up to seventeen migrations. */
export const sceneArbitrary: fc.Arbitrary<RebaseScene> = fc.record({
  lines: fc.integer({ min: 1, max: 3 }),
  base: many(step('next', 'next', 'next', 'next', 'fork', 'root', 'squash'), 1, 6),
  landed: many(step('next', 'next', 'next', 'fork', 'merge', 'squash'), 0, 5),
  own: many(step('next', 'next', 'next', 'next', 'fork', 'main', 'main', 'merge', 'merge', 'squash', 'root'), 1, 6),
  taken: fc.oneof(
    { arbitrary: fc.constant({ count: 0, at: 0 }), weight: 2 },
    { arbitrary: fc.record({ count: fc.nat({ max: 4 }), at: fc.nat({ max: 4 }) }), weight: 1 },
  ),
  merged: fc.constantFrom(false, false, true),
  marked: fc.boolean(),
  labelled: fc.boolean(),
  ids: many(fc.constantFrom('hash' as const, 'counted' as const, 'worded' as const), 3, 3),
  files: many(fc.constantFrom('both' as const, 'id' as const, 'words' as const, 'dated' as const), 3, 3),
});
