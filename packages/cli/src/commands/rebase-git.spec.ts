import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { findingsOf } from '../testing/report-digest.js';
import { alembicText, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { installProgram } from '../testing/install-program.js';

const MAX = 'shop/migrations/max_migration.txt';
const shop = (name: string): string => `shop/migrations/${name}.py`;

/** Two commits with a migration each, and a main that has moved on; with the file in which both meet, where it is wanted. */
function forked(marked: boolean): GitRepo {
  const leaf = (name: string) => (marked ? { [MAX]: `${name}\n` } : {});
  const repo = gitRepo({
    main: [
      { ...SHOP, ...leaf('0001_initial') },
      { ...django('0001_initial < 0002_tax'), ...leaf('0002_tax') },
    ],
    feat: [
      { ...django('0001_initial < 0002_sku'), ...leaf('0002_sku') },
      { ...django('0002_sku < 0003_label'), ...leaf('0003_label') },
    ],
  });
  repo.checkout('feat');
  return repo;
}

async function rebase(repo: GitRepo, ...args: readonly string[]): Promise<string> {
  const { output, complaint } = await oneleaf(repo, ['rebase', ...args]);
  return output + complaint;
}

const check = async (repo: GitRepo): Promise<readonly string[]> => findingsOf(await oneleaf(repo, ['check', '--format', 'json']));
const committed = (repo: GitRepo): readonly string[] => repo.git('ls-tree', '-r', '--name-only', 'HEAD', 'shop/migrations').split('\n');
const CHAIN = [shop('0001_initial'), shop('0002_tax'), shop('0003_sku'), shop('0004_label')];
const status = (repo: GitRepo): string => repo.git('status', '--porcelain');

test('a merge that stopped in a marker goes on', async () => {
  const repo = forked(true);
  expect(repo.ask(['merge', 'main']).stdout).toContain(`CONFLICT (content): Merge conflict in ${MAX}`);
  await rebase(repo);
  expect(repo.run(['show', `:${MAX}`]).toString()).toBe('0004_label\n');
  repo.git('-c', 'core.editor=true', 'merge', '--continue');
  expect([status(repo), committed(repo), await check(repo)]).toEqual(['', expect.arrayContaining(CHAIN), []]);
});

test('a rebase that stops in a marker at every commit goes on', async () => {
  const repo = forked(true);
  repo.ask(['rebase', 'main']);
  for (const name of ['0003_sku', '0004_label']) {
    expect(repo.git('diff', '--name-only', '--diff-filter=U')).toBe(MAX);
    await rebase(repo);
    expect(repo.run(['show', `:${MAX}`]).toString()).toBe(`${name}\n`);
    repo.ask(['-c', 'core.editor=true', 'rebase', '--continue']);
  }
  expect([repo.git('symbolic-ref', 'HEAD'), status(repo), await check(repo)]).toEqual(['refs/heads/feat', '', []]);
  expect(committed(repo)).toEqual(expect.arrayContaining(CHAIN));
});

test('git rebase --exec puts each commit behind the one before', async () => {
  const repo = forked(false);
  installProgram(repo);
  repo.git('rebase', '--exec', 'node_modules/.bin/oneleaf rebase --commit', 'main');
  expect(repo.git('log', '--format=%s', 'main..').split('\n')).toEqual([
    'Put migrations of shop behind main',
    'Change feat',
    'Put migrations of shop behind main',
    'Change feat',
  ]);
  expect(await check(repo)).toEqual([]);
  expect(await rebase(repo)).toBe('nothing to put behind main: no history would fork\n');
});

test('so it does where each commit is amended', async () => {
  const repo = forked(false);
  installProgram(repo);
  const amend = 'node_modules/.bin/oneleaf rebase && git commit --quiet --all --amend --no-edit';
  repo.git('rebase', '--exec', amend, 'main');
  expect(repo.git('log', '--format=%s', 'main..').split('\n')).toEqual(['Change feat', 'Change feat']);
  expect(await check(repo)).toEqual([]);
});

test('a rebase finds what a revision was called before in a file that keeps its name', async () => {
  const file = (name: string, id: string, parent: string) => ({ [`alembic/versions/${name}.py`]: alembicText(id, [parent]) });
  const start = { ...PAY, 'alembic/versions/start.py': alembicText('001', []) };
  const repo = gitRepo({
    main: [start, file('tax', '002_tax', '001')],
    feat: [file('sku', '002_sku', '001'), file('label', '003_label', '002_sku')],
  });
  repo.checkout('feat');
  installProgram(repo);
  repo.git('rebase', '--exec', 'node_modules/.bin/oneleaf rebase --commit', 'main');
  expect(await check(repo)).toEqual([]);
  expect(repo.git('grep', '-h', 'down_revision', 'HEAD', '--', 'alembic/versions/label.py')).toBe("down_revision = '003_sku'");
});

test('a merge that went away is still known to the commits that come after it', async () => {
  const empty = (name: string, ...parents: readonly string[]) => ({
    [shop(name)]: djangoText(
      parents.map(parent => ['shop', parent]),
      name,
    ).replace(/operations = .*/, 'operations = []'),
  });
  const repo = gitRepo({
    main: [{ ...SHOP, ...django('0001_initial < 0002_tax') }, django('0002_tax < 0003_rate')],
    feat: [
      { ...django('0001_initial < 0002_sku'), ...empty('0003_merge', '0002_tax', '0002_sku') },
      { [shop('0004_label')]: djangoText([['shop', '0003_merge']], 'label') },
    ],
  });
  repo.checkout('feat');
  installProgram(repo);
  repo.git('rebase', '--exec', 'node_modules/.bin/oneleaf rebase --commit', 'main');
  expect(committed(repo)).toEqual(expect.arrayContaining([shop('0004_sku'), shop('0005_label')]));
  expect(await check(repo)).toEqual([]);
});

test('a rebase onto another branch puts the chain behind that one', async () => {
  const repo = forked(false);
  repo.commit('stack', django('0002_tax < 0003_rate'), { parents: ['main'] });
  repo.ask(['rebase', '--exec', 'false', 'stack']);
  expect(await rebase(repo)).toContain('shop: 1 migration goes behind 0003_rate (on ');
});

test('a local main that is ahead of its remote is what a merge of it lands on', async () => {
  const repo = forked(true);
  repo.git('update-ref', 'refs/remotes/origin/main', 'main~');
  repo.git('remote', 'add', 'origin', '/nonexistent');
  repo.ask(['merge', 'main']);
  expect(await rebase(repo)).toContain('shop: 2 migrations go behind 0002_tax (on main');
});

test('what landed by a criss-cross of merges and was edited there since does not move', async () => {
  const repo = gitRepo({
    main: [{ ...SHOP, 'pay/migrations/__init__.py': '', ...django('0001_initial', 'pay') }, django('0001_initial < 0002_fee', 'pay')],
    feat: django('0001_initial < 0002_sku'),
  });
  const [main, feat] = [repo.id('main'), repo.id('feat')];
  repo.commit('main', django('0001_initial < 0002_sku'), { parents: [main, feat] });
  repo.commit('feat', django('0001_initial < 0002_fee', 'pay'), { parents: [feat, main] });
  repo.commit('feat', { ...django('0002_sku < 0003_label'), ...django('0002_fee < 0003_cut', 'pay') });
  repo.commit('main', { [shop('0002_sku')]: djangoText([['shop', '0001_initial']], 'sku'), ...django('0002_sku < 0003_tax') });
  repo.commit('main', {
    'pay/migrations/0002_fee.py': djangoText([['pay', '0001_initial']], 'fee'),
    ...django('0002_fee < 0003_rate', 'pay'),
  });
  repo.checkout('feat');
  await rebase(repo);
  expect(status(repo).split('\n')).toEqual([
    'R  pay/migrations/0003_cut.py -> pay/migrations/0004_cut.py',
    `R  ${shop('0003_label')} -> ${shop('0004_label')}`,
  ]);
});

test('a linked worktree on no branch has a rebase of its own', async () => {
  const repo = forked(false);
  repo.git('worktree', 'add', '--quiet', '--detach', `${repo.path}-linked`, 'feat');
  const linked = { path: `${repo.path}-linked`, env: repo.env };
  expect((await oneleaf(linked, ['rebase', '--commit'])).exitCode).toBe(0);
  expect(repo.git('-C', linked.path, 'log', '-1', '--format=%s')).toBe('Put migrations of shop behind main');
  expect(await rebase(repo, '--abort')).toBe('error: there is no rebase to undo\ntry: git status\n');
  repo.git('worktree', 'remove', '--force', linked.path);
});

describe('taking it back', () => {
  test('leaves the tree as it was', async () => {
    const repo = forked(true);
    repo.ask(['merge', 'main']);
    const before = [status(repo), repo.git('ls-files', '--stage'), repo.run(['diff']).toString()];
    await rebase(repo);
    expect(await rebase(repo, '--abort')).toBe('all is as it was before shop went behind main\n');
    expect([status(repo), repo.git('ls-files', '--stage'), repo.run(['diff']).toString()]).toEqual(before);
    expect(await rebase(repo, '--abort')).toBe('error: there is no rebase to undo\ntry: git status\n');
  });

  test('is refused once something else was done', async () => {
    const repo = forked(false);
    await rebase(repo, '--commit');
    expect(await rebase(repo, '--abort')).toMatch(/^error: HEAD has moved since, from \w+ to \w+: nothing was undone\n/);
  });
});

test('a migration with changes of its own is not touched', async () => {
  const repo = forked(false);
  repo.write({ [shop('0002_sku')]: `${repo.run(['show', `:${shop('0002_sku')}`]).toString()}# more\n` });
  expect(await rebase(repo)).toBe(
    `error: ${shop('0002_sku')} has changes that are not committed: nothing was written\ntry: git stash, or git commit\n`,
  );
  expect(status(repo)).toBe(` M ${shop('0002_sku')}`);
});

test('a migration that was never added stays so', async () => {
  const repo = forked(false);
  repo.write(django('0003_label < 0004_new'));
  await rebase(repo);
  expect(status(repo).split('\n')).toEqual([
    `R  ${shop('0002_sku')} -> ${shop('0003_sku')}`,
    `R  ${shop('0003_label')} -> ${shop('0004_label')}`,
    `?? ${shop('0005_new')}`,
  ]);
});
