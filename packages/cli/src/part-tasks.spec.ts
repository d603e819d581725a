import { gitRepo, plainEnv, scratch } from '@oneleaf/git/testing';
import { mkdirSync, symlinkSync } from 'node:fs';
import { runPartTasks, type PartTask, type PartTaskResult } from '@oneleaf/workflows/part-tasks/part-tasks';
import { alembic, django, PAY, SHOP } from './testing/migrations.js';
import { NOW, PROGRAM } from './testing/oneleaf.js';

const below = (folder: string, files: typeof SHOP) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

async function asked(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  questions: readonly PartTask[],
): Promise<PartTaskResult[]> {
  const replies: PartTaskResult[] = [];
  for await (const reply of runPartTasks(questions, { path, env, now: NOW, ...PROGRAM })) replies.push(reply);
  return replies;
}

const fork = alembic('start < fee + rate');

test('each question has its own answer, in its order', async () => {
  const { path, env } = gitRepo({ main: { ...below('site', SHOP), ...below('bank', { ...PAY, ...fork }) } });
  const check = (folder: string): PartTask => ({ command: 'check', folder: `${path}/${folder}` });
  const [bank, site, gone] = await asked(path, env, [check('bank'), check('site'), { command: 'check', folder: '/' }]);
  expect(bank).toEqual({
    text: expect.stringMatching(/^error multiple-leaves {2}bank\/alembic\/versions has 2 leaves/) as string,
    exitCode: 1,
    json: expect.stringMatching(/^{\n {2}"schema": 1,\n {2}"command": "check",[^]*"multiple-leaves"/) as string,
  });
  expect(site).toMatchObject({ text: '1 history, 1 migration, no finding\n', exitCode: 0 });
  expect(gone).toEqual({ text: `error: / is not in the repository ${path}\n`, exitCode: 2, json: '' });
});

test('a folder leaves out what belongs to others', async () => {
  const { path, env } = gitRepo({ main: { ...SHOP, ...below('bank', { ...PAY, ...fork }) } });
  expect(await asked(path, env, [{ command: 'check', folder: path, except: [`${path}/bank`] }])).toMatchObject([
    { text: '1 history, 1 migration, no finding\n', exitCode: 0 },
  ]);
});

test('a part gets what the baseline accepts in it, and nothing of its entries elsewhere', async () => {
  const all = 'from shop.models import Base\n\nrevision = "a"\ndown_revision = None\n\ndef upgrade():\n    Base.metadata.create_all()\n';
  const accepted = JSON.stringify({ accepted: { 'create-all': ['bank/alembic/versions/a.py'] } });
  const files = {
    ...below('site', SHOP),
    'bank/alembic/env.py': '',
    'bank/alembic.ini': '[alembic]\nscript_location = %(here)s/alembic\n',
  };
  const { path, env } = gitRepo({ main: { ...files, 'bank/alembic/versions/a.py': all, 'oneleaf-baseline.json': accepted } });
  const texts = await asked(
    path,
    env,
    ['bank', 'site'].map(folder => ({ command: 'check', folder: `${path}/${folder}` })),
  );
  expect(texts.map(({ text }) => text)).toEqual([
    '1 history, 1 migration, no finding\n1 finding accepted by oneleaf-baseline.json\n',
    '1 history, 1 migration, no finding\n',
  ]);
});

test('check does not depend on what has landed, predict does', async () => {
  const repo = gitRepo({ main: [SHOP, django('0001_initial < 0002_tax')], feat: django('0001_initial < 0002_sku') }).clone();
  repo.git('checkout', '--quiet', 'feat');
  repo.write({ 'shop/migrations/0001_initial.py': null, 'shop/migrations/0002_sku.py': null, ...django('0001_first') });
  const [check, predict] = await asked(repo.path, repo.env, [
    { command: 'check', folder: repo.path },
    { command: 'predict', folder: repo.path, refs: ['feat'] },
  ]);
  expect(check).toMatchObject({ text: '1 history, 1 migration, no finding\n', exitCode: 0 });
  expect([predict?.exitCode, predict?.text]).toEqual([1, expect.stringContaining('shop would have 2 leaves after landing')]);
});

test('a folder is found through a link', async () => {
  const { path, env } = gitRepo({ main: below('site', SHOP) });
  const link = `${scratch()}/workspace`;
  symlinkSync(path, link);
  expect(await asked(link, env, [{ command: 'check', folder: `${link}/site` }])).toMatchObject([
    { text: '1 history, 1 migration, no finding\n', exitCode: 0 },
  ]);
});

test('without a repository every question has that answer', async () => {
  const path = scratch();
  mkdirSync(`${path}/site`);
  const env = plainEnv();
  const questions: PartTask[] = [
    { command: 'check', folder: `${path}/site` },
    { command: 'predict', folder: `${path}/site` },
  ];
  const replies = await asked(path, env, questions);
  expect(replies.map(({ exitCode }) => exitCode)).toEqual([3, 3]);
  expect(replies[0]?.text).toMatch(/^error: .* is not in a git repository/);
});
