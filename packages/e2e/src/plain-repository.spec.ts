import { describeWithPython } from '@oneleaf/frameworks/testing';
import { scratch, type RepoFiles } from '@oneleaf/git/testing';
import { execFileSync, spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { alembicProject, alembicRevision } from './testing/project-files.js';
import { workspace, type Workspace } from './testing/workspace.js';

const TEMPLATE = 'revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n';

const husky = join(__dirname, '../../../node_modules/husky/bin.js');

const added = (id: string): RepoFiles => ({
  [`db/alembic/versions/${id}_added.py`]: `${alembicRevision(id, 'start')}\n\ndef upgrade():\n    pass\n`,
});

/** A repository without Nx, with the hook that `oneleaf init` writes; main has moved on since the branch began. */
async function team(): Promise<Workspace> {
  const place = workspace({
    nx: 'none',
    files: { ...alembicProject('db'), 'db/alembic/script.py.mako': TEMPLATE, '.husky/pre-commit': 'true\n' },
  });
  const { exitCode, output } = await place.bin('oneleaf', ['init']);
  expect([exitCode, output]).toEqual([0, expect.stringContaining('wrote .husky/pre-push')]);
  place.commit({});
  const remote = scratch();
  place.git('init', '--quiet', '--bare', '--initial-branch=main', remote);
  place.git('remote', 'add', 'origin', remote);
  place.git('push', '--quiet', 'origin', 'main');
  place.git('switch', '--quiet', '--create', 'feat/fee');
  place.commit(added('b2'));
  place.git('switch', '--quiet', 'main');
  place.commit(added('c3'));
  place.git('push', '--quiet', 'origin', 'main');
  place.git('switch', '--quiet', 'feat/fee');
  execFileSync(process.execPath, [husky], { cwd: place.path, env: { ...place.env } });
  return place;
}

describeWithPython('a plain repository', ({ newest }) => {
  test('a push is stopped, and goes through once the printed command was run', async () => {
    const place = await team();
    const stopped = place.repo.ask(['push', 'origin', 'feat/fee']);
    expect([stopped.status, stopped.stdout]).toEqual([
      1,
      expect.stringContaining('error multiple-leaves  db/alembic/versions would have 2 leaves'),
    ]);
    const [, fix = ''] = /^fix: (.*)$/m.exec(stopped.stdout) ?? [];
    expect(fix).toBe('npx oneleaf rebase db/alembic/versions');
    const env = { ...place.env, PATH: [dirname(newest), process.env.PATH].join(delimiter), GIT_EDITOR: 'true' };
    const mended = spawnSync('sh', ['-e', '-c', fix], { cwd: place.path, env, encoding: 'utf8' });
    expect([mended.status, mended.stdout + mended.stderr]).toEqual([0, expect.stringContaining('1 migration goes behind c3')]);
    place.commit({});
    expect(place.repo.ask(['push', 'origin', 'feat/fee'])).toMatchObject({ status: 0 });
    place.git('pull', '--quiet', '--no-rebase', '--no-edit', 'origin', 'main');
    const heads = spawnSync('sh', ['-c', 'cd db && alembic heads'], { cwd: place.path, env, encoding: 'utf8' });
    expect([heads.status, heads.stdout]).toEqual([0, 'b2 (head)\n']);
    expect((await place.bin('oneleaf', ['check'])).output).toContain('no finding');
  });
});
