import { migration, refer } from '../testing/graph.js';
import { findTwins, type BranchContribution } from './twins.js';

const added = (id: string, body: string): BranchContribution['added'][number] => migration(id, { body, parents: [refer('0001')] });

function brings(ref: string, ...list: BranchContribution['added']): BranchContribution {
  return { ref, history: 'shop', added: list, mends: 0 };
}

test('two branches that mend the same fork', () => {
  const first = { ...brings('merge-a', added('0003_merge', '')), mends: 1 };
  const second = { ...brings('merge-b', added('0003_merge_b', '')), mends: 1 };
  expect(findTwins([first, second], new Map())).toEqual([
    { kind: 'fix', history: 'shop', refs: ['merge-a', 'merge-b'], migrations: ['0003_merge', '0003_merge_b'] },
  ]);
});

test('the same operations under two names', () => {
  expect(findTwins([brings('sku', added('0002_sku', 'f00')), brings('again', added('0002_sku_field', 'f00'))], new Map())).toEqual([
    { kind: 'same', history: 'shop', refs: ['sku', 'again'], migrations: ['0002_sku', '0002_sku_field'] },
  ]);
});

test('one migration that two branches share is no twin, nor are two that do nothing', () => {
  const shared = added('0002_sku', 'f00');
  expect(findTwins([brings('sku', shared), brings('on-sku', shared)], new Map())).toEqual([]);
  expect(findTwins([brings('a', added('0002_a', '')), brings('b', added('0002_b', ''))], new Map())).toEqual([]);
});

test('a squash is no twin of what it replaces', () => {
  const landed = new Map([['f00', [added('0001_initial', 'f00')]]]);
  const squash = migration('0001_squashed_0003', { body: 'f00', replaces: [refer('0001_initial'), refer('0002_b')] });
  expect(findTwins([brings('squash', squash)], landed)).toEqual([]);
});

test('what has landed under another name', () => {
  const landed = new Map([['f00', [added('0005_sku', 'f00')]]]);
  expect(findTwins([brings('sku', added('0002_sku', 'f00'))], landed)).toEqual([
    { kind: 'landed', history: 'shop', refs: ['sku'], migrations: ['0002_sku', '0005_sku'] },
  ]);
});
