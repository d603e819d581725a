import fc from 'fast-check';
import { writingStyle, type WritingStyle } from '../writing-style.js';

/** A choice of another migration, by number among those that fit. */
export interface MigrationPick {
  readonly of: 'app' | 'tree' | 'first' | 'latest' | 'own latest' | 'missing' | 'installed';
  readonly n: number;
}

/** One migration, before it has a name and a text. */
export interface PlannedMigration {
  readonly app: number;
  readonly name: number;
  /** `behind`: on the newest migration of its app. */
  readonly parents: 'behind' | 'none' | readonly MigrationPick[];
  readonly needs: readonly MigrationPick[];
  readonly before: readonly MigrationPick[];
  /** How many more than one of the newest migrations of its app it replaces, whether their files are gone, and which others it replaces. */
  readonly squash: { readonly last: number; readonly gone: boolean; readonly others: readonly MigrationPick[] } | undefined;
  readonly deleted: boolean;
  readonly manner: WritingStyle;
  readonly tuple: boolean;
}

/** How an app says where its migrations lie and what its label is. */
export type AppLayout = 'plain' | 'nested' | 'labelled' | 'moved';

export interface DjangoTreePlan {
  readonly homes: readonly AppLayout[];
  /** The order of INSTALLED_APPS. */
  readonly order: number;
  readonly drafts: readonly PlannedMigration[];
  /** Files beside the migrations that Django does not load. */
  readonly decoys: readonly number[];
}

/** The number that a pick of `app` or `tree` needs to name any migration, not only one on the right side. */
export const ANY_MIGRATION = 19;

const number = fc.nat({ max: ANY_MIGRATION });

function pick(of: readonly MigrationPick['of'][]): fc.Arbitrary<MigrationPick> {
  return fc.record({ of: fc.constantFrom(...of), n: number });
}

function rarely<T>(arbitrary: fc.Arbitrary<T>, percent: number): fc.Arbitrary<readonly T[]> {
  return fc.oneof(
    { arbitrary: fc.constant([]), weight: 100 - percent },
    { arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 2 }), weight: percent },
  );
}

const parent = pick([...Array<'app'>(22).fill('app'), 'tree', 'tree', 'missing', 'first', 'own latest']);
const need = pick([
  ...Array<'tree'>(24).fill('tree'),
  'first',
  'first',
  'first',
  'first',
  'first',
  'latest',
  'latest',
  'installed',
  'installed',
  'missing',
]);
// Never a migration of an installed package: Oneleaf does not see the cycles that lead through one.
const successor = pick(['app', 'app', 'tree', 'tree', 'tree', 'tree', 'tree', 'first', 'latest', 'missing']);

const squash = fc.record({ last: fc.nat({ max: 4 }), gone: fc.boolean(), others: rarely(pick(['app', 'app', 'tree', 'missing']), 20) });

function plannedMigration({ squashes, computing }: TreeDensity): fc.Arbitrary<PlannedMigration> {
  return fc.record({
    app: fc.nat({ max: 2 }),
    name: fc.nat({ max: 15 }),
    parents: fc.oneof(
      { arbitrary: fc.constant('behind' as const), weight: 18 },
      { arbitrary: fc.array(parent, { minLength: 1, maxLength: 3 }), weight: 5 },
      { arbitrary: fc.constant('none' as const), weight: 1 },
    ),
    needs: rarely(need, 15),
    before: rarely(successor, 5),
    squash: fc.oneof({ arbitrary: fc.constant(undefined), weight: 100 - squashes }, { arbitrary: squash, weight: squashes }),
    deleted: fc.oneof({ arbitrary: fc.constant(false), weight: 80 }, { arbitrary: fc.constant(true), weight: 1 }),
    manner: writingStyle(computing),
    tuple: fc.boolean(),
  });
}

/** How many of a hundred migrations replace others, and how many compute what they say. */
export interface TreeDensity {
  readonly squashes: number;
  readonly computing: number;
}

/** Up to three apps with up to fourteen migrations between them. */
export function djangoTreePlan(density: TreeDensity): fc.Arbitrary<DjangoTreePlan> {
  return fc.record({
    homes: fc.array(fc.constantFrom<AppLayout[]>('plain', 'plain', 'nested', 'labelled', 'moved'), { minLength: 3, maxLength: 3 }),
    order: fc.nat({ max: 5 }),
    drafts: fc.array(plannedMigration(density), { minLength: 1, maxLength: 14, size: 'max' }),
    decoys: fc.array(fc.nat({ max: 7 }), { maxLength: 2 }),
  });
}
