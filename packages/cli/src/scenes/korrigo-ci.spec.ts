import type { GitRepo } from '@oneleaf/git/testing';
import { describeWithPostgres, withPostgres } from '@oneleaf/sandbox/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { oneleaf } from '../testing/oneleaf.js';
import { fixIn, shell, openStory, type ShellResult } from '../testing/example-story.js';

const WORKFLOWS = ['korrigo-ci', 'release-gate', 'tests-optimized'].map(name => `.github/workflows/${name}.yml`);

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>>;
}

/** What the step says that makes the test database. */
function stepIn(repo: GitRepo, path: string): string {
  const { jobs } = parse(readFileSync(join(repo.path, path), 'utf8')) as Workflow;
  return (
    Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap(({ name, run }) => (name === 'Create test database' && run ? [run] : [])),
    )[0] ?? ''
  );
}

const mended = async (...more: readonly string[]): Promise<GitRepo> => {
  const repo = openStory('korrigo');
  const { output } = await oneleaf(repo, ['doctor', '--fix', ...more]);
  expect(output.match(/^wrote .*$/gm)).toEqual(WORKFLOWS.map(path => `wrote ${path}`));
  return repo;
};

test('every workflow that hides a stale database is found, and one command mends all, in one line of each', async () => {
  const repo = openStory('korrigo');
  const hiding = (await oneleaf(repo, ['doctor'])).output.match(/^warn .*CREATE DATABASE.*\n.*$/gm) ?? [];
  expect(hiding.map(one => [/\S+\.yml/.exec(one)?.[0], fixIn(one.replace(/^ +/gm, ''))])).toEqual(
    WORKFLOWS.map(path => [path, 'npx oneleaf doctor --fix']),
  );
  expect((await oneleaf(repo, ['doctor', '--fix'])).output).toContain(`wrote ${WORKFLOWS[0] ?? ''}
  line 36  psql -h localhost -U viatique_user -d viatique -c "DROP DATABASE IF EXISTS test_viatique_0;" -c "CREATE DATABASE test_viatique_0 OWNER viatique_user;"
`);
  const lines = repo.git('diff', '--numstat').split('\n');
  expect(lines).toEqual(WORKFLOWS.map((file, at) => `${at === 2 ? 2 : 1}\t1\t${file}`));
  expect((await oneleaf(repo, ['doctor'])).output).not.toContain('hides that');
});

describeWithPostgres('what korrigo says once it is mended, on PostgreSQL', server => {
  const furnished = async (): Promise<URL> => {
    const url = await server.database();
    await withPostgres(url, async client => {
      await client.query('DROP DATABASE IF EXISTS viatique');
      await client.query('DROP DATABASE IF EXISTS test_viatique_0 WITH (FORCE)');
      await client.query('DROP ROLE IF EXISTS viatique_user');
      await client.query('CREATE ROLE viatique_user LOGIN CREATEDB');
      await client.query('CREATE DATABASE viatique OWNER viatique_user');
    });
    return new URL(url.replace('@/', '@localhost/'));
  };
  const requested = (url: URL, user: string): string => {
    const other = new URL(url);
    other.username = user;
    other.pathname = '/test_viatique_0';
    return other.toString().replace('@localhost/', '@/');
  };
  const run = (repo: GitRepo, url: URL, path: string): ShellResult => {
    const host = url.searchParams.get('host') ?? url.hostname;
    const port = url.searchParams.get('port') ?? url.port;
    const step = stepIn(repo, path).replace('-h localhost', `-h '${host}'${port === '' ? '' : ` -p ${port}`}`);
    return shell(
      repo,
      join(process.env['ONELEAF_POSTGRES'] ?? '', 'psql'),
      `set -e; export PGOPTIONS=--client-min-messages=warning\n${step}`,
    );
  };
  const made = { status: 0, output: 'DROP DATABASE\nCREATE DATABASE\n' };

  test.each(WORKFLOWS)('%s makes a new database each time, and says where it cannot', async path => {
    const [url, repo] = [await furnished(), await mended()];
    expect(run(openStory('korrigo'), url, path)).toEqual({ status: 0, output: 'CREATE DATABASE\n' });
    expect(run(openStory('korrigo'), url, path)).toMatchObject({ status: 0, output: expect.stringContaining('already exists') as string });
    await withPostgres(requested(url, 'viatique_user'), client => client.query('CREATE TABLE stale ()'));
    expect([run(repo, url, path), run(repo, url, path)]).toEqual([made, made]);
    await withPostgres(requested(url, 'viatique_user'), async client => {
      expect((await client.query("SELECT FROM pg_tables WHERE tablename = 'stale'")).rows).toEqual([]);
      expect(run(repo, url, path)).toMatchObject({
        status: 1,
        output: expect.stringContaining('is being accessed by other users') as string,
      });
    });
  });

  test.each(WORKFLOWS)('%s ends other sessions as another role, and the database stays whose it was', async path => {
    const [url, repo] = [await furnished(), await mended('--end-sessions', '--role', 'postgres')];
    expect(stepIn(repo, path)).toContain('-U postgres ');
    expect(run(repo, url, path)).toEqual(made);
    const ended = withPostgres(requested(url, 'viatique_user'), async client => {
      client.on('error', () => undefined);
      await client.query('CREATE TABLE stale ()');
      expect(run(repo, url, path)).toEqual(made);
      await client.query('SELECT 1');
    });
    await expect(ended).rejects.toThrow();
    const owner =
      'SELECT datdba::regrole::text AS owner, (SELECT count(*)::int FROM pg_tables WHERE tablename = $1) AS stale FROM pg_database';
    const { rows } = await withPostgres(requested(url, 'viatique_user'), client =>
      client.query(`${owner} WHERE datname = 'test_viatique_0'`, ['stale']),
    );
    expect(rows).toEqual([{ owner: 'viatique_user', stale: 0 }]);
  });
});
