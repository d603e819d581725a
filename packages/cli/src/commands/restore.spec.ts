import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alembic, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const at = (name: string): string => `shop/migrations/${name}.py`;

function textIn({ path }: GitRepo, file: string): string | undefined {
  const full = join(path, file);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function repository(): GitRepo {
  return gitRepo({ main: SHOP, 'feat/tax': [django('0001_initial < 0002_tax'), django('0002_tax < 0003_vat')] });
}

test('a migration of another branch comes with what it stands on', async () => {
  const repo = repository();
  expect(await oneleaf(repo, ['restore', '0003_vat'])).toEqual({
    output: `wrote ${at('0002_tax')}, shop.0002_tax of feat/tax\nwrote ${at('0003_vat')}, shop.0003_vat of feat/tax\n`,
    complaint: '',
    exitCode: 0,
  });
  expect(textIn(repo, at('0003_vat'))).toBe(djangoText([['shop', '0002_tax']], '0003_vat'));
  expect(repo.git('status', '--porcelain', '-uall')).toBe(`?? ${at('0002_tax')}\n?? ${at('0003_vat')}`);
});

test.each([['shop.0002_tax'], ['0002_tax'], [at('0002_tax')]])('it may be called %s', async name => {
  const repo = repository();
  expect((await oneleaf(repo, ['restore', name])).exitCode).toBe(0);
  expect([textIn(repo, at('0002_tax')) === undefined, textIn(repo, at('0003_vat'))]).toEqual([false, undefined]);
});

test.each([['c0ffee12'], ['c0ff'], ['alembic/versions/c0ffee12.py']])('an Alembic revision may be called %s', async name => {
  const repo = gitRepo({ main: PAY, 'feat/pay': [alembic('start < beef0001'), alembic('beef0001 < c0ffee12')] });
  expect((await oneleaf(repo, ['restore', name])).output).toBe(
    ['beef0001', 'c0ffee12'].map(id => `wrote alembic/versions/${id}.py, ${id} of feat/pay\n`).join(''),
  );
});

test('what stands on another app brings that along', async () => {
  const cart = { 'cart/__init__.py': '', 'cart/migrations/__init__.py': '', ...django('0001_initial', 'cart') };
  const both = {
    ...django('0001_initial < 0002_fee', 'cart'),
    [at('0002_tax')]: djangoText(
      [
        ['shop', '0001_initial'],
        ['cart', '0002_fee'],
      ],
      'tax',
    ),
  };
  const repo = gitRepo({ main: { ...SHOP, ...cart }, 'feat/tax': both });
  expect((await oneleaf(repo, ['restore', 'shop.0002_tax'])).output).toBe(
    `wrote cart/migrations/0002_fee.py, cart.0002_fee of feat/tax\nwrote ${at('0002_tax')}, shop.0002_tax of feat/tax\n`,
  );
});

test('of several contents the newest is taken, and the others are named', async () => {
  const repo = gitRepo({
    main: SHOP,
    old: { [at('0002_tax')]: djangoText([['shop', '0001_initial']], 'old') },
    new: django('0001_initial < 0002_tax'),
  });
  expect((await oneleaf(repo, ['restore', '0002_tax'])).output).toBe(`wrote ${at('0002_tax')}, shop.0002_tax of new
note  it has other contents on old
run: rm ${at('0002_tax')} && npx oneleaf restore shop.0002_tax --from old
`);
  repo.write({ [at('0002_tax')]: null });
  expect((await oneleaf(repo, ['restore', '0002_tax', '--from', 'old'])).output).toBe(`wrote ${at('0002_tax')}, shop.0002_tax of old\n`);
  expect(textIn(repo, at('0002_tax'))).toMatch("'old'");
});

test('what was deleted here comes back from HEAD, and what was rebased away from ORIG_HEAD', async () => {
  const repo = gitRepo({ main: { ...SHOP, ...django('0001_initial < 0002_sku') } });
  repo.write({ [at('0002_sku')]: null });
  expect((await oneleaf(repo, ['restore', '0002_sku'])).output).toBe(`wrote ${at('0002_sku')}, shop.0002_sku of main\n`);
  repo.commit('main', { [at('0002_sku')]: null });
  repo.checkout();
  repo.git('update-ref', 'ORIG_HEAD', 'HEAD~1');
  expect((await oneleaf(repo, ['restore', '0002_sku'])).output).toBe(`wrote ${at('0002_sku')}, shop.0002_sku of ORIG_HEAD\n`);
});

test('what is here stays as it is', async () => {
  const repo = repository();
  for (const name of ['shop.0001_initial', at('0001_initial')]) {
    expect(await oneleaf(repo, ['restore', name])).toEqual({
      output: '',
      complaint: `error: ${name} is here: ${at('0001_initial')}\n`,
      exitCode: 2,
    });
  }
});

test('a name that two apps have, and one that nobody has', async () => {
  const cart = { 'cart/__init__.py': '', 'cart/migrations/__init__.py': '', ...django('0001_initial', 'cart') };
  const repo = gitRepo({
    main: { ...SHOP, ...cart },
    'feat/tax': { ...django('0001_initial < 0002_tax'), ...django('0001_initial < 0002_tax', 'cart') },
  });
  const { complaint, exitCode } = await oneleaf(repo, ['restore', '0002_tax']);
  expect([complaint.split('\n')[0], exitCode]).toEqual(['error: 0002_tax can mean several migrations: cart.0002_tax, shop.0002_tax', 2]);
  expect((await oneleaf(repo, ['restore', 'cart.0002_tax'])).exitCode).toBe(0);
  expect((await oneleaf(repo, ['restore', 'nobody'])).complaint).toMatch('error: no migration nobody is on any branch of this clone');
  expect((await oneleaf(repo, ['restore'])).exitCode).toBe(2);
});

test('what cannot be written as text is left to git', async () => {
  const repo = gitRepo({
    main: SHOP,
    'feat/tax': { [at('0002_tax')]: Buffer.from(`# coding: latin-1\n# \xe9\n${djangoText([['shop', '0001_initial']], 'tax')}`, 'latin1') },
  });
  expect(await oneleaf(repo, ['restore', '0002_tax'])).toEqual({
    output: '',
    complaint: `error: ${at('0002_tax')} cannot be restored by oneleaf: it is not UTF-8\ntry: git restore --source=feat/tax -- ${at('0002_tax')}\n`,
    exitCode: 3,
  });
});
