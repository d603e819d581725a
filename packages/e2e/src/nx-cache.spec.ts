import { scratch } from '@oneleaf/git/testing';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCacheServer, type CacheServer } from './testing/cache-server.js';
import { alembicProject, djangoProject, djangoMigration } from './testing/project-files.js';
import { cacheHits, workspace, type Workspace } from './testing/workspace.js';

const nx = '23.2.1';
const three = { ...djangoProject('apps/shop', 'cart'), ...djangoProject('apps/club', 'member'), ...alembicProject('apps/bank') };
const tax = { 'apps/shop/cart/migrations/0002_tax.py': djangoMigration('cart', ['0001_initial']) };

const check = (place: Workspace) => place.run('run-many', '-t', 'migrations:check');
const checkShop = (place: Workspace) => place.run('run', 'apps-shop:migrations:check');
const predictShop = (place: Workspace) => place.run('run', 'apps-shop:migrations:predict');

describe('what a check depends on', () => {
  let place: Workspace;
  beforeAll(async () => {
    place = workspace({ nx, files: { ...three, 'oneleaf.json': '{}' } });
    expect(cacheHits(await check(place))).toBe(0);
  });

  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['nothing', {}, 1],
    ['a model', { 'apps/shop/cart/models.py': 'price = 1\n' }, 1],
    ["another project's migration", { 'apps/club/member/migrations/0002_fee.py': djangoMigration('member', ['0001_initial']) }, 1],
    ['a migration', tax, 0],
    ['an apps.py', { 'apps/shop/cart/apps.py': '' }, 0],
    ['oneleaf.json', { 'oneleaf.json': '{ "since": "30d" }' }, 0],
    ['the baseline', { 'oneleaf-baseline.json': '{ "accepted": {} }' }, 0],
  ])('%s changed', async (_, files, hits) => {
    expect(cacheHits(await checkShop(place))).toBeLessThan(2);
    place.repo.write(files);
    expect(cacheHits(await checkShop(place))).toBe(hits);
  });

  test('the version of oneleaf', async () => {
    await checkShop(place);
    const lock = place.read('package-lock.json');
    place.repo.write({ 'package-lock.json': lock.replace(/("node_modules\/oneleaf": \{[^}]*?"integrity": "sha512-)[^"]*"/, '$1AAAA"') });
    expect(place.read('package-lock.json')).not.toBe(lock);
    expect(cacheHits(await checkShop(place))).toBe(0);
  });
});

test('a prediction depends on the refs: a branch that has moved is looked at again', async () => {
  const place = workspace({ nx, files: { ...three, 'oneleaf.json': '{ "since": "all" }' } });
  place.repo.commit('feat', tax, { parents: ['main'] });
  const [first, again] = [await predictShop(place), await predictShop(place)];
  expect([first.exitCode, cacheHits(first), cacheHits(again)]).toEqual([0, 0, 1]);
  place.repo.commit('other', { 'apps/shop/cart/migrations/0002_sku.py': djangoMigration('cart', ['0001_initial']) }, { parents: ['main'] });
  place.repo.commit('main', tax);
  const moved = await predictShop(place);
  expect([moved.exitCode, cacheHits(moved), moved.output]).toEqual([
    1,
    0,
    expect.stringContaining('cart would have 2 leaves after landing'),
  ]);
});

test('where git says nothing of refs, an old prediction is not taken for a new one', async () => {
  const place = workspace({ nx, files: three });
  const path = place.env['PATH'] ?? '';
  const dumb = scratch();
  writeFileSync(join(dumb, 'git'), `#!/bin/sh\ntest "$1" = show-ref && exit 1\nPATH='${path}' exec git "$@"\n`, { mode: 0o755 });
  const run = (folder: string) => place.bin('nx', ['run', 'apps-shop:migrations:predict'], { PATH: `${folder}:${path}` });
  const ended = [await run(dumb), await run(dumb), await run('/nowhere'), await run('/nowhere')];
  expect(ended.map(one => [one.exitCode, cacheHits(one)])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 1],
  ]);
});

describe('a remote cache', () => {
  let server: CacheServer;
  beforeAll(async () => {
    server = await startCacheServer();
  });
  afterAll(() => server.close());

  test('a second clone of the same commit recomputes nothing', async () => {
    const origin = workspace({ nx, files: three });
    const [first, second] = [origin.clone(nx, server.env), origin.clone(nx, server.env)];
    const all = ['run-many', '-t', 'migrations:check', 'migrations:predict', '--outputStyle=static'];
    expect([(await first.run(...all)).exitCode, server.seen.filter(one => one === 'PUT 200').length]).toEqual([0, 6]);
    server.seen.length = 0;
    const reported = await second.run(...all);
    expect([reported.exitCode, cacheHits(reported), [...new Set(server.seen)]]).toEqual([0, 6, ['GET 200']]);
    expect(reported.output).toContain('1 history, 1 migration, no finding');
  });
});
