import fc from 'fast-check';
import { manner, type Manner } from './manner.js';

/** A choice of another migration, by number among those that fit. */
export interface Pick {
  readonly of: 'app' | 'tree' | 'first' | 'latest' | 'own latest' | 'missing' | 'installed';
  readonly n: number;
}

/** One migration, before it has a name and a text. */
export interface Draft {
  readonly app: number;
  readonly name: number;
  /** `behind`: on the newest migration of its app. */
  readonly parents: 'behind' | 'none' | readonly Pick[];
  readonly needs: readonly Pick[];
  readonly before: readonly Pick[];
  /** How many more than one of the newest migrations of its app it replaces, whether their files are gone, and which others it replaces. */
  readonly squash: { readonly last: number; readonly gone: boolean; readonly others: readonly Pick[] } | undefined;
  readonly deleted: boolean;
  readonly manner: Manner;
  readonly tuple: boolean;
}

/** How an app says where its migrations lie and what its label is. */
export type Home = 'plain' | 'nested' | 'labelled' | 'moved';

export interface Scene {
  readonly homes: readonly Home[];
  /** The order of INSTALLED_APPS. */
  readonly order: number;
  readonly drafts: readonly Draft[];
  /** Files beside the migrations that Django does not load. */
  readonly decoys: readonly number[];
}

/** The number that a pick of `app` or `tree` needs to name any migration, not only one on the right side. */
export const anyone = 19;

const number = fc.nat({ max: anyone });

function pick(of: readonly Pick['of'][]): fc.Arbitrary<Pick> {
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

function draft({ squashes, computing }: Density): fc.Arbitrary<Draft> {
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
    manner: manner(computing),
    tuple: fc.boolean(),
  });
}

/** How many of a hundred migrations replace others, and how many compute what they say. */
export interface Density {
  readonly squashes: number;
  readonly computing: number;
}

/** Up to three apps with up to fourteen migrations between them. */
export function scene(density: Density): fc.Arbitrary<Scene> {
  return fc.record({
    homes: fc.array(fc.constantFrom<Home[]>('plain', 'plain', 'nested', 'labelled', 'moved'), { minLength: 3, maxLength: 3 }),
    order: fc.nat({ max: 5 }),
    drafts: fc.array(draft(density), { minLength: 1, maxLength: 14, size: 'max' }),
    decoys: fc.array(fc.nat({ max: 7 }), { maxLength: 2 }),
  });
}
