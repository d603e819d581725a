import fc from 'fast-check';
import { writingStyle, type WritingStyle } from '../writing-style.js';

/** A choice of another revision, by number among those that fit. */
export interface RevisionPick {
  readonly of: 'earlier' | 'newest' | 'any' | 'label' | 'missing';
  readonly n: number;
}

/** One revision, before it has an id and a text. */
export interface PlannedRevision {
  readonly id: number;
  /** Carries the id of another one. */
  readonly twin: boolean;
  readonly file: number;
  /** `behind`: on the newest revision of its line. */
  readonly parents: 'behind' | 'none' | readonly RevisionPick[];
  readonly line: number;
  readonly needs: readonly RevisionPick[];
  readonly labels: readonly number[];
  /** Which of the folders it lies in. */
  readonly folder: number;
  readonly manner: WritingStyle;
  /** How lists of ids are spelled, and whether a single one is a list. */
  readonly list: 'single' | '(' | '[';
  readonly attributes: 'all' | 'needed';
}

/** How the ini says where revisions lie. */
export type VersionsLayout = 'default' | 'elsewhere' | 'several' | 'recursive';

export interface AlembicTreePlan {
  readonly layout: VersionsLayout;
  readonly drafts: readonly PlannedRevision[];
  /** Files beside the revisions that Alembic does not load. */
  readonly decoys: readonly number[];
}

const number = fc.nat({ max: 11 });

function pick(of: readonly RevisionPick['of'][]): fc.Arbitrary<RevisionPick> {
  return fc.record({ of: fc.constantFrom(...of), n: number });
}

function rarely<T>(arbitrary: fc.Arbitrary<T>, percent: number): fc.Arbitrary<readonly T[]> {
  return fc.oneof(
    { arbitrary: fc.constant([]), weight: 100 - percent },
    { arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 2 }), weight: percent },
  );
}

function chance(percent: number): fc.Arbitrary<boolean> {
  return fc.oneof({ arbitrary: fc.constant(false), weight: 100 - percent }, { arbitrary: fc.constant(true), weight: percent });
}

const parent = pick([...Array<'earlier'>(10).fill('earlier'), ...Array<'newest'>(18).fill('newest'), 'any', 'missing']);
const need = pick([...Array<'earlier'>(10).fill('earlier'), ...Array<'label'>(10).fill('label'), 'any', 'missing']);

function plannedRevision(computing: number): fc.Arbitrary<PlannedRevision> {
  return fc.record({
    id: fc.nat({ max: 7 }),
    twin: chance(1),
    file: fc.nat({ max: 7 }),
    parents: fc.oneof(
      { arbitrary: fc.constant('behind' as const), weight: 24 },
      { arbitrary: fc.array(parent, { minLength: 1, maxLength: 3 }), weight: 5 },
      { arbitrary: fc.constant('none' as const), weight: 1 },
    ),
    line: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1),
    needs: rarely(need, 15),
    labels: rarely(fc.nat({ max: 40 }), 12),
    folder: fc.nat({ max: 2 }),
    manner: writingStyle(computing),
    list: fc.constantFrom('single', '(', '['),
    attributes: fc.constantFrom('all', 'needed'),
  });
}

/** Up to fourteen revisions in two lines; `computing` of a hundred compute what they say. */
export function alembicTreePlan(computing: number): fc.Arbitrary<AlembicTreePlan> {
  return fc.record({
    layout: fc.constantFrom<VersionsLayout[]>('default', 'default', 'elsewhere', 'several', 'recursive'),
    drafts: fc.array(plannedRevision(computing), { minLength: 1, maxLength: 14, size: 'max' }),
    decoys: fc.array(fc.nat({ max: 7 }), { maxLength: 2 }),
  });
}
