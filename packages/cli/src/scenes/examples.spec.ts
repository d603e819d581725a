import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneleaf } from '../testing/oneleaf.js';
import { shell } from '../testing/example-story.js';

const examples = join(__dirname, '../../../../examples');

/** What git has of an example, and what `npm install` or a run leaves behind not. */
function workspace(name: string): { repo: GitRepo; page: string } {
  const folder = join(examples, name);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter(path => !/(?:^|\/)(?:node_modules|\.nx|__pycache__)\//.test(path) && !path.endsWith('.sqlite3'));
  const files: RepoFiles = Object.fromEntries(paths.map(path => [path, readFileSync(join(folder, path), 'utf8')]));
  return { repo: gitRepo({ main: files }), page: readFileSync(join(folder, 'README.md'), 'utf8') };
}

const said = async (repo: GitRepo, ...args: string[]) => (await oneleaf(repo, args)).output;

test.each([
  ['nx-django', '3 histories, 6 migrations, no finding\n', '2 markers, all true\n'],
  ['nx-alembic', '3 histories, 6 migrations, no finding\n', '3 markers, all true\n'],
])('%s is healthy', async (name, health, markers) => {
  const { repo } = workspace(name);
  expect(await said(repo, 'check')).toBe(health);
  expect(await said(repo, 'sync', '--check')).toBe(markers);
});

test.each(['nx-django', 'nx-alembic'])('%s calls what exists', name => {
  const { repo } = workspace(name);
  const { devDependencies, 'lint-staged': staged } = JSON.parse(readFileSync(join(repo.path, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
    'lint-staged': Record<string, string>;
  };
  const version = (folder: string) =>
    (JSON.parse(readFileSync(join(__dirname, '../../..', folder, 'package.json'), 'utf8')) as { version: string }).version;
  expect([devDependencies['oneleaf'], devDependencies['@oneleaf/nx']]).toEqual([`^${version('cli')}`, `^${version('nx')}`]);
  expect(Object.values(staged)).toEqual(['oneleaf check --staged']);
  expect(readFileSync(join(repo.path, '.husky/pre-push'), 'utf8')).toBe('oneleaf pre-push "$@"\n');
});

test('the page of nx-django shows what is really printed', async () => {
  const { repo, page } = workspace('nx-django');
  expect(page).toContain(await said(repo, 'check'));
  const script = /^cat > [^]+?^END$/m.exec(page)?.[0] ?? '';
  expect(shell(repo, '', script)).toEqual({ status: 0, output: '' });
  const [stale = ''] = /names .+/.exec(await said(repo, 'sync')) ?? [];
  expect(page).toContain(`max_migration.txt ${stale}\n`);
  expect(shell(repo, '', /^sed .+$/m.exec(page)?.[0] ?? '')).toEqual({ status: 0, output: '' });
  expect(page).toContain((await said(repo, 'check')).replace('\n1 error in shop\n', ''));
});

describeWithPython('the examples with the real frameworks', ({ newest }) => {
  test.each([
    ['nx-django', 'apps/store', 'python manage.py check && python manage.py makemigrations --check --dry-run'],
    ['nx-django', 'apps/billing', 'python manage.py makemigrations --check --dry-run'],
    ['nx-alembic', 'services/ledger', 'alembic upgrade head && alembic check'],
    ['nx-alembic', 'services/catalog', 'alembic upgrade head && alembic check'],
    ['nx-alembic', 'services/accounts', 'flask db upgrade && flask db check'],
  ])('%s: models and migrations of %s agree', (name, folder, command) => {
    const { repo } = workspace(name);
    const { status, output } = shell(repo, newest, `cd ${folder} && ${command}`);
    expect([status, output]).toEqual([0, expect.stringMatching(/No (?:changes|new upgrade operations) detected/)]);
  });
});
