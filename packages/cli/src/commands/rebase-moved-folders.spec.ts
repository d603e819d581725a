import { gitRepo, type GitRepo, type RepoFiles } from '@oneleaf/git/testing';
import fc from 'fast-check';
import { alembic, django, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { branchesOf, findingsOf } from '../testing/report-digest.js';

const BASE = { ...SHOP, ...django('0001_initial < 0002_tax') };
const sku = django('0002_tax < 0003_sku');
const label = django('0002_tax < 0003_label');

/** The files as they are once a folder has been moved. */
function inside(files: RepoFiles, from: string, to: string): RepoFiles {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.startsWith(`${from}/`) ? to + path.slice(from.length) : path, text]),
  );
}

/** A commit that moves the files of a folder. */
function move(files: RepoFiles, from: string, to: string): RepoFiles {
  const paths = Object.keys(files).filter(path => path.startsWith(`${from}/`));
  return {
    ...Object.fromEntries(paths.map(path => [path, null])),
    ...inside(Object.fromEntries(paths.map(path => [path, files[path] ?? ''])), from, to),
  };
}

const moveShop = (files: RepoFiles): RepoFiles => move(files, 'shop', 'backend/shop');
const movedShop = (files: RepoFiles): RepoFiles => inside(files, 'shop', 'backend/shop');

function onFeat(main: readonly RepoFiles[], feat: readonly RepoFiles[]): GitRepo {
  const repo = gitRepo({ main: [BASE, ...main], feat });
  repo.checkout('feat');
  return repo;
}

async function rebase(repo: GitRepo): Promise<string> {
  const { output, complaint } = await oneleaf(repo, ['rebase', '--onto', 'main']);
  return output + complaint;
}

const names = (repo: GitRepo): readonly string[] => repo.git('ls-files', '*/migrations/0*').split('\n');
const check = async (repo: GitRepo): Promise<readonly string[]> => findingsOf(await oneleaf(repo, ['check', '--format', 'json']));

/** Merges main; where git stops because of a moved folder, its proposal is taken. */
function mergeMain(repo: GitRepo): void {
  if (repo.ask(['merge', '--quiet', '--no-edit', 'main']).status === 0) return;
  repo.git('add', '--all');
  repo.git('-c', 'core.editor=true', 'merge', '--continue');
}

test('a branch that moves an app, and nothing else, has nothing to put behind', async () => {
  const repo = onFeat([label], [moveShop(BASE)]);
  expect(await rebase(repo)).toBe('nothing to put behind main: no history would fork\n');
  expect(names(repo)).toEqual(['backend/shop/migrations/0001_initial.py', 'backend/shop/migrations/0002_tax.py']);
});

test.each([
  ['with main merged', true],
  ['before main is merged', false],
])('a branch that moves an app and adds to it: its own migration alone moves, %s', async (_, isMerged) => {
  const repo = onFeat([label], [moveShop(BASE), movedShop(sku)]);
  expect(branchesOf(await oneleaf(repo, ['predict', 'feat', '--base', 'main', '--local', '--format', 'json']))['refs/heads/feat']).toEqual([
    'broken',
    'shop: 0003_label, 0003_sku (text-conflict, multiple-leaves)',
    'git stops at backend/shop/migrations/0003_label.py: one side renamed it, or its folder',
  ]);
  if (isMerged) mergeMain(repo);
  expect(await rebase(repo)).toContain('  0003_sku -> 0004_sku   on 0003_label instead of 0002_tax\n');
  if (!isMerged) {
    repo.git('commit', '--quiet', '--all', '-m', 'Rebase');
    mergeMain(repo);
  }
  const folder = 'backend/shop/migrations';
  expect(names(repo)).toEqual(['0001_initial', '0002_tax', '0003_label', '0004_sku'].map(name => `${folder}/${name}.py`));
  expect(await check(repo)).toEqual([]);
});

test('main moves the app that a branch adds to', async () => {
  const repo = onFeat([moveShop(BASE), movedShop(label)], [sku]);
  expect(branchesOf(await oneleaf(repo, ['predict', 'feat', '--base', 'main', '--local', '--format', 'json']))['refs/heads/feat']).toEqual([
    'broken',
    'shop: 0003_label, 0003_sku (text-conflict, multiple-leaves)',
    'git stops at backend/shop/migrations/0003_sku.py: one side renamed it, or its folder',
  ]);
  expect(await rebase(repo)).toContain('  0003_sku -> 0004_sku   on 0003_label instead of 0002_tax\n');
  repo.git('commit', '--quiet', '--all', '-m', 'Rebase');
  mergeMain(repo);
  expect(await check(repo)).toEqual([]);
});

test('what landed with another path is not put behind itself', async () => {
  const repo = onFeat([sku, moveShop({ ...BASE, ...sku }), movedShop(django('0003_sku < 0004_label'))], [sku]);
  expect(await rebase(repo)).toBe('nothing to put behind main: no history would fork\n');
});

test('main moves a folder of revisions: that is to be brought in first', async () => {
  const repo = gitRepo({
    main: [
      PAY,
      { ...move(PAY, 'alembic', 'src/db'), 'alembic.ini': '[alembic]\nscript_location = src/db\n' },
      inside(alembic('start < refund'), 'alembic', 'src/db'),
    ],
    feat: alembic('start < charge'),
  });
  repo.checkout('feat');
  expect(await rebase(repo)).toContain('main has moved its folder: merge it into this branch first\nfix: git merge main\n');
  mergeMain(repo);
  expect(await rebase(repo)).toContain('charge   on refund instead of start');
  expect(await check(repo)).toEqual([]);
});

/** What either side does, in any order: add to the app, and move it. */
const side = fc.shuffledSubarray(['add', 'move', 'again'] as const);

function commits(steps: readonly ('add' | 'move' | 'again')[], added: RepoFiles): readonly RepoFiles[] {
  let files: RepoFiles = BASE;
  let home = 'shop';
  return steps.map((step, at) => {
    const to = step === 'again' ? 'lib/shop' : 'backend/shop';
    const commit = step === 'add' ? inside(added, 'shop', home) : move(files, home, to);
    files = Object.fromEntries(Object.entries({ ...files, ...commit, [`note${at}`]: '' }).filter(([, text]) => text !== null));
    if (step !== 'add') home = to;
    return commit;
  });
}

test('rebase never changes a byte of what main has, whatever was moved', async () => {
  await fc.assert(
    fc.asyncProperty(side, side, fc.boolean(), async (main, feat, isMerged) => {
      const repo = onFeat(commits(main, label), commits(feat, sku));
      if (isMerged) mergeMain(repo);
      const landed = new Set(repo.git('ls-tree', '-r', '--format=%(objectname)', 'main', '--', '.').split('\n'));
      const here = (): readonly string[] => repo.git('ls-files', '--format=%(objectname) %(path)', '*/migrations/0*').split('\n');
      const before = here().filter(line => landed.has(line.split(' ')[0] ?? ''));
      await rebase(repo);
      repo.git('add', '--all');
      expect(here()).toEqual(expect.arrayContaining(before));
    }),
    { numRuns: 25 },
  );
});
