import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, scratch, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { chmodSync, readdirSync } from 'node:fs';
import { runPartTasks, type PartTask } from '@oneleaf/workflows/part-tasks/part-tasks';
import { listing } from './testing/file-listing.js';
import { ALEMBIC, DJANGO, revision, script } from './testing/spec-project.js';
import { NOW, PROGRAM } from './testing/oneleaf.js';

const below = (folder: string, files: RepoFiles): RepoFiles =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

const sound = script(
  'aaaa',
  null,
  `op.create_table('shop_item', sa.Column('id', sa.Integer, primary_key=True))`,
  `op.drop_table('shop_item')`,
);
const granted = script('aaaa', null, `op.execute('GRANT USAGE ON SCHEMA public TO app_ro')`);
const bank = (first: string): RepoFiles => below('bank', { ...ALEMBIC, 'db/scripts/versions/aaaa.py': first });

interface TaskResultWithServers {
  readonly exitCode: number;
  readonly text: string;
  /** How many servers there were when it was reported. */
  readonly servers: number;
}

describeWithPython('asked of parts of a repository', ({ newest }) => {
  const repository = (files: RepoFiles, projects: Readonly<Record<string, object>>): GitRepo => {
    const common = { python: newest, env: { DATABASE_URL: '{url}' } };
    const declared = Object.entries(projects).map(([folder, more]) => ({ folder, ...common, ...more }));
    return gitRepo({ main: { ...files, 'oneleaf.json': JSON.stringify({ projects: declared }) } });
  };

  /** The answers, and how many servers are left. */
  const asked = async ({ path, env }: GitRepo, questions: readonly (readonly [PartTask['command'], string])[]) => {
    const TMPDIR = scratch();
    // A server that root starts is another user's.
    chmodSync(TMPDIR, 0o711);
    const servers = (): number => readdirSync(TMPDIR).filter(name => name.startsWith('oneleaf-sandbox-')).length;
    const before = listing(path);
    const results: TaskResultWithServers[] = [];
    const full = questions.map(([command, folder]): PartTask => ({ command, folder: `${path}/${folder}` }));
    for await (const reply of runPartTasks(full, { path, env: { ...env, TMPDIR }, now: NOW, ...PROGRAM }))
      results.push({ ...reply, servers: servers() });
    expect(listing(path)).toEqual(before);
    return { results, left: servers() };
  };

  describeWithPostgres('on PostgreSQL', () => {
    test('each part has its own answer, from one server, which is gone afterwards', async () => {
      const files = { ...below('site', DJANGO), ...bank(sound), ...below('bank', revision('bbbb', 'aaaa', 'tax')) };
      const { results, left } = await asked(repository(files, { site: {}, 'bank/db': {} }), [
        ['verify', 'bank'],
        ['verify', 'site/shop/migrations'],
        ['drift', 'site'],
        ['verify', 'site/shop/none'],
      ]);
      expect(results.map(({ exitCode, servers }) => [exitCode, servers])).toEqual([
        [0, 1],
        [0, 1],
        [1, 1],
        [2, 1],
      ]);
      expect(left).toBe(0);
      expect(results.map(({ text }) => text)).toEqual([
        expect.stringMatching(/^bank\/db {2}alembic on PostgreSQL [^]*fresh install +passed, 2 migrations/),
        expect.stringMatching(/^site {2}django on PostgreSQL [^]*fresh install +passed, 2 migrations/),
        expect.stringMatching(/^site {2}django [^]*error model-drift {2}the models ask for DeleteModel shop\.Item/),
        expect.stringMatching(/^error: there is no folder /),
      ]);
    });

    test('a role that one project has declared does not help another', async () => {
      const files = { ...bank(granted), ...below('club', { ...ALEMBIC, 'db/scripts/versions/aaaa.py': granted }) };
      const { results, left } = await asked(repository(files, { 'bank/db': { roles: ['app_ro'] }, 'club/db': {} }), [
        ['verify', 'bank'],
        ['verify', 'club'],
      ]);
      expect([results.map(({ exitCode }) => exitCode), left]).toEqual([[0, 1], 0]);
      expect(results[1]?.text).toContain('role "app_ro" does not exist');
    });

    test('branches that collide are landed in both orders, where the part has a history of them', async () => {
      const repo = repository({ ...bank(sound), ...below('site', DJANGO) }, { 'bank/db': {}, site: {} });
      repo.commit('feat/tax', below('bank', revision('bbbb', 'aaaa', 'tax')), { parents: ['main'] });
      repo.commit('feat/fee', below('bank', revision('cccc', 'aaaa', 'tax')), { parents: ['main'] });
      const { results, left } = await asked(repo, [
        ['prove', 'site'],
        ['prove', 'bank'],
      ]);
      expect(results.map(({ exitCode, servers }) => [exitCode, servers])).toEqual([
        [0, 0],
        [1, 1],
      ]);
      expect([results[1]?.text, left]).toEqual([expect.stringContaining('DuplicateColumn'), 0]);
    });

    test('what cannot be run is no pass', async () => {
      const files = { ...bank(sound), 'bank/db/scripts/env.py': 'print("never connects")\n' };
      const { results, left } = await asked(repository(files, { 'bank/db': {} }), [
        ['verify', 'bank'],
        ['drift', 'bank'],
      ]);
      expect([results.map(({ exitCode }) => exitCode), left]).toEqual([[3, 3], 0]);
    });
  });
});
