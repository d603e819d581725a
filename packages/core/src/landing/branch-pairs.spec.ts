import { landingOrder } from './landing-order.js';
import { findCollisions, type LandingCandidate, type HistoryEffect } from './branch-pairs.js';

interface Sketch {
  readonly adds: readonly string[];
  readonly leaves: readonly string[];
  readonly history?: string;
  readonly adding?: boolean;
}

function candidate(ref: string, ...sketches: readonly Sketch[]): LandingCandidate {
  const effects = sketches.map(({ adds, leaves, history = 'shop', adding = true }): HistoryEffect => ({
    history,
    ids: adds,
    added: adds,
    leaves,
    tolerated: 1,
    onlyAdds: adding,
  }));
  const files = new Map(effects.flatMap(({ history, added }) => added.map(id => [`${history}/${id}.py`, id] as const)));
  return { ref, commit: ref, effects, files };
}

const never = (): boolean => {
  throw new Error('nothing here has to be rehearsed');
};

const sku = candidate('sku', { adds: ['0002_sku'], leaves: ['0002_sku'] });
const tax = candidate('tax', { adds: ['0002_tax'], leaves: ['0002_tax'] });
const onSku = candidate('on-sku', { adds: ['0002_sku', '0003_size'], leaves: ['0003_size'] });
const pay = candidate('pay', { adds: ['0002_fee'], leaves: ['0002_fee'], history: 'pay' });
const both = candidate(
  'both',
  { adds: ['0002_x', '0003_y'], leaves: ['0003_y'] },
  { adds: ['0002_z'], leaves: ['0002_z'], history: 'pay' },
);

type Row = [name: string, candidates: LandingCandidate[], groups: { history: string; refs: string[] }[]];

const rows: Row[] = [
  ['two on one parent', [sku, tax], [{ history: 'shop', refs: ['sku', 'tax'] }]],
  ['two histories', [sku, pay], []],
  ['one built on the other', [sku, onSku], []],
  ['the same migrations in two branches', [sku, { ...sku, ref: 'copy', commit: 'copy' }], []],
  ['a third one beside a stack', [sku, onSku, tax], [{ history: 'shop', refs: ['sku', 'on-sku', 'tax'] }]],
  [
    'one that touches both histories',
    [sku, pay, both],
    [
      { history: 'pay', refs: ['pay', 'both'] },
      { history: 'shop', refs: ['sku', 'both'] },
    ],
  ],
];

test.each(rows)('groups: %s', (_name, candidates, groups) => {
  expect(findCollisions(candidates, never).groups).toEqual(groups);
});

test('what sets cannot tell is rehearsed, in either order', () => {
  const edit = candidate('edit', { adds: [], leaves: ['0001'], adding: false });
  const requested: string[] = [];
  const { groups } = findCollisions([sku, edit], (first, second) => {
    requested.push(`${first.ref} then ${second.ref}`);
    return first === edit;
  });
  expect({ requested, groups }).toEqual({
    requested: ['sku then edit', 'edit then sku'],
    groups: [{ history: 'shop', refs: ['sku', 'edit'] }],
  });
});

describe('landing order', () => {
  const order = (candidates: LandingCandidate[], colliding = new Map<LandingCandidate, ReadonlySet<string>>()): string[] => {
    const { collisions } = findCollisions(candidates, never);
    const precedes = (first: LandingCandidate, second: LandingCandidate): boolean => first === sku && second === onSku;
    return landingOrder({ candidates, collisions, colliding, precedes }).map(({ ref, relink }) => `${ref}: ${relink.join(' ')}`.trim());
  };

  test('the heavier branch lands first, the lighter one is relinked', () => {
    expect(order([sku, { ...onSku, files: new Map(onSku.files) }, tax])).toEqual(['sku:', 'on-sku:', 'tax: 0002_tax']);
  });

  test('two branches that land untouched outweigh one that collides with both', () => {
    const heavySku = candidate('sku', { adds: ['a', 'b', 'c'], leaves: ['c'] });
    expect(order([both, heavySku, pay])).toEqual(['sku:', 'pay:', 'both: 0002_x 0003_y 0002_z']);
  });

  test('a branch that collides with the base is relinked whatever lands before', () => {
    expect(order([sku], new Map([[sku, new Set(['shop'])]]))).toEqual(['sku: 0002_sku']);
  });
});
