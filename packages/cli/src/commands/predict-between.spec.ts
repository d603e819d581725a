import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { predicted } from '../testing/report-digest.js';
import { alembic, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const on = (name: string) => django(`0001_initial < ${name}`);
const refs = (...names: string[]) => names.map(name => `refs/heads/${name}`);

async function between(repo: GitRepo) {
  const { groups, twins, landing } = predicted(await oneleaf(repo, ['predict', '--format', 'json']));
  return { groups, twins, landing: landing.map(({ ref, relink }) => [ref.replace('refs/heads/', ''), ...relink]) };
}

test('branches that are clean alone collide once one of them has landed, history by history', async () => {
  const pay = { 'pay/__init__.py': '', 'pay/migrations/__init__.py': '' };
  const repo = gitRepo({
    main: { ...SHOP, ...pay, ...django('0001_initial', 'pay') },
    sku: on('0002_sku'),
    tax: { ...on('0002_tax'), ...django('0002_tax < 0003_vat') },
    fee: django('0001_initial < 0002_fee', 'pay'),
    both: { ...on('0002_both'), ...django('0001_initial < 0002_both', 'pay') },
  });
  expect(await between(repo)).toEqual({
    groups: [
      { history: 'shop', refs: refs('both', 'sku', 'tax') },
      { history: 'pay', refs: refs('both', 'fee') },
    ],
    twins: [],
    landing: [['fee'], ['tax'], ['both', 'pay.0002_both', 'shop.0002_both'], ['sku', 'shop.0002_sku']],
  });
});

test('a branch that is built on another lands after it, and does not collide with it', async () => {
  const repo = gitRepo({ main: SHOP, 'a-first': on('0002_sku') });
  repo.commit('a-second', django('0002_sku < 0003_price'), { parents: ['a-first'] });
  expect(await between(repo)).toEqual({ groups: [], twins: [], landing: [['a-first'], ['a-second']] });
});

test('branches of which each adds to a history of its own may land in any order', async () => {
  const repo = gitRepo({ main: { ...SHOP, ...PAY }, sku: on('0002_sku'), fee: alembic('start < fee') });
  expect(await between(repo)).toEqual({ groups: [], twins: [], landing: [['fee'], ['sku']] });
});

describe('twins', () => {
  test('two branches that join the same leaves of main', async () => {
    const repo = gitRepo({
      main: { ...PAY, ...alembic('start < tax'), ...alembic('start < fee') },
      ada: alembic('tax + fee < join'),
      bob: alembic('tax + fee < merge'),
    });
    expect(await between(repo)).toEqual({
      groups: [{ history: 'alembic/versions', refs: refs('ada', 'bob') }],
      twins: [{ kind: 'fix', history: 'alembic/versions', refs: refs('ada', 'bob'), migrations: ['join', 'merge'] }],
      landing: [['ada'], ['bob', 'merge']],
    });
  });

  test('one branch that joins the leaves and one that relinks them', async () => {
    const fork = { ...SHOP, ...on('0002_sku'), ...on('0002_tax') };
    const relinked = { 'shop/migrations/0002_tax.py': null, ...django('0002_sku < 0003_tax') };
    const repo = gitRepo({ main: fork, ada: django('0002_sku + 0002_tax < 0003_merge'), bob: relinked });
    expect((await between(repo)).twins).toEqual([
      { kind: 'fix', history: 'shop', refs: refs('ada', 'bob'), migrations: ['shop.0003_merge', 'shop.0003_tax'] },
    ]);
  });

  test('one migration under two names', async () => {
    const same = djangoText([['shop', '0001_initial']], 'sku');
    const repo = gitRepo({ main: SHOP, ada: { 'shop/migrations/0002_sku.py': same }, bob: { 'shop/migrations/0002_item_sku.py': same } });
    expect(await between(repo)).toEqual({
      groups: [{ history: 'shop', refs: refs('ada', 'bob') }],
      twins: [{ kind: 'same', history: 'shop', refs: refs('ada', 'bob'), migrations: ['shop.0002_sku', 'shop.0002_item_sku'] }],
      landing: [['ada'], ['bob', 'shop.0002_item_sku']],
    });
  });

  test('a migration that has landed under another name', async () => {
    const same = djangoText([['shop', '0001_initial']], 'sku');
    const repo = gitRepo({ main: [SHOP, { 'shop/migrations/0002_item_sku.py': same }], ada: { 'shop/migrations/0002_sku.py': same } });
    expect((await between(repo)).twins).toEqual([
      { kind: 'landed', history: 'shop', refs: refs('ada'), migrations: ['shop.0002_sku', 'shop.0002_item_sku'] },
    ]);
  });
});
