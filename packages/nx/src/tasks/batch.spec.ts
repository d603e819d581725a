import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { gitRepo } from '@oneleaf/git/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBatch } from './batch.js';
import { checkTask, type ExecutorOptions } from './task.js';
import { reportFolder } from './report-folder.js';
import { runExecutor } from './run-executor.js';

const app = (folder: string, ...names: readonly string[]) =>
  Object.fromEntries([
    [`${folder}/migrations/__init__.py`, ''],
    ...names.map((name, at) => [
      `${folder}/migrations/${name}.py`,
      `class Migration(migrations.Migration):\n    dependencies = [${at === 0 ? '' : `('${folder.split('/').at(-1) ?? ''}', '${names[0] ?? ''}')`}]\n`,
    ]),
  ]) as Readonly<Record<string, string>>;

const repo = gitRepo({ main: { ...app('site/cart', '0001_initial', '0002_sku', '0002_tax'), ...app('bank/pay', '0001_initial') } });

function contextOf(roots: readonly string[]): ExecutorContext {
  const projects = Object.fromEntries(
    roots.map(root => [root, { root, targets: { check: { executor: root === 'plain' ? 'nx:noop' : '@oneleaf/nx:check' } } }]),
  );
  return {
    root: repo.path,
    cwd: repo.path,
    isVerbose: false,
    projectsConfigurations: { version: 2, projects },
    nxJsonConfiguration: {},
    projectGraph: { nodes: {}, dependencies: {} },
  };
}

function graphOf(dependencies: Readonly<Record<string, string[]>>): TaskGraph {
  const tasks = Object.keys(dependencies).map(id => {
    const [project = '', target = ''] = id.split(':');
    return [id, { id, target: { project, target }, overrides: {}, outputs: [] as string[], cache: true, parallelism: true }] as const;
  });
  return { roots: [], tasks: Object.fromEntries(tasks), dependencies, continuousDependencies: {} };
}

async function batchResults(dependencies: Readonly<Record<string, string[]>>, options: Readonly<Record<string, ExecutorOptions>> = {}) {
  const graph = graphOf(dependencies);
  const all = Object.fromEntries(Object.keys(dependencies).map(id => [id, options[id] ?? {}]));
  const found: [string, boolean, string][] = [];
  for await (const { task, result } of runBatch({ graph, options: all, context: contextOf(['site', 'bank', '.']) }, checkTask, repo.env)) {
    found.push([task, result.success, result.terminalOutput.split('\n')[0] ?? '']);
  }
  return found;
}

test('each task has its own answer, and one that fails fails alone', async () => {
  expect(await batchResults({ 'site:check': [], 'bank:check': [] })).toEqual([
    ['site:check', false, 'error multiple-leaves  cart has 2 leaves: 0002_sku, 0002_tax'],
    ['bank:check', true, '1 history, 1 migration, no finding'],
  ]);
});

test('what depends on a failed task fails with it, whatever their order', async () => {
  expect(
    await batchResults(
      { 'site:check': ['site:cart'], 'bank:check': ['bank:pay'], 'site:cart': [], 'bank:pay': [] },
      { 'site:cart': { folder: 'site/cart' } },
    ),
  ).toEqual([
    ['site:cart', false, 'error multiple-leaves  cart has 2 leaves: 0002_sku, 0002_tax'],
    ['site:check', false, 'not reported, because site:cart failed'],
    ['bank:pay', true, '1 history, 1 migration, no finding'],
    ['bank:check', true, '1 history, 1 migration, no finding'],
  ]);
});

test('a project leaves out the projects inside it that have checks themselves', () => {
  const context = contextOf(['.', 'site', 'site/inner', 'site2', 'plain']);
  const at = (folder: string): string => `${repo.path}/${folder}`.replace(/\/$/, '');
  expect(checkTask('site', {}, context)).toEqual({ command: 'check', folder: at('site'), except: [at('site/inner')] });
  expect(checkTask('.', {}, context)).toMatchObject({ folder: at(''), except: [at('site'), at('site/inner'), at('site2')] });
});

test.each([
  ['site', false, 'stdout', 'error multiple-leaves'],
  ['bank', true, 'stdout', '1 history'],
  ['../other', false, 'stderr', 'error: there is no folder '],
  ['..', false, 'stderr', 'error: .* is not in the repository '],
])('alone, %s prints what the program prints', async (folder, success, stream, text) => {
  const printed = { stdout: '', stderr: '' };
  const to = (name: 'stdout' | 'stderr') => ({ write: (more: string) => (printed[name] += more) });
  const context = contextOf(['site', 'bank']);
  const process = { env: repo.env, stdout: to('stdout'), stderr: to('stderr') };
  expect(await runExecutor({ question: { command: 'check', folder: `${repo.path}/${folder}` }, options: {} }, context, process)).toEqual({
    success,
  });
  expect(Object.entries(printed).filter(([, all]) => all !== '')).toEqual([[stream, expect.stringMatching(new RegExp(`^${text}`))]]);
});

describe('the report of a task', () => {
  const report = (folder: string): string => readFileSync(join(repo.path, '.oneleaf', folder, 'report.json'), 'utf8');

  test('is in its folder, as data, and nothing that git sees', async () => {
    await batchResults(
      { 'site:check': [], 'bank:check': [] },
      { 'site:check': { report: '.oneleaf/site' }, 'bank:check': { report: '.oneleaf/bank' } },
    );
    expect([JSON.parse(report('site')), JSON.parse(report('bank'))]).toMatchObject([
      { command: 'check', findings: [{ rule: 'multiple-leaves' }] },
      { command: 'check', findings: [] },
    ]);
    expect(repo.git('status', '--short')).toBe('');
  });

  test('is empty where there is none, whatever was there before', async () => {
    const options = { 'site:check': { report: '.oneleaf/site', folder: 'gone' } };
    await batchResults({ 'site:check': [] }, options);
    expect(report('site')).toBe('');
  });
});

test.each([
  ['', 'migrations:verify', '.oneleaf/migrations-verify'],
  ['apps/shop', 'migrations:check', '.oneleaf/apps/shop/migrations-check'],
  ['apps/shop', 'migrations:check--apps/shop/a/tax', '.oneleaf/apps/shop/migrations-check--apps__shop__a__tax'],
])('the report of %s has a folder of its own', (root, target, folder) => {
  expect(reportFolder(root, target)).toBe(folder);
});
