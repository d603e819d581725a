import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { benchAuthor, openGit } from '../git/open-git.mjs';

/** A working clone of the repository with one new commit that adds a migration, ready to be pushed. */
export async function pushScene({ clone, base, folder }) {
  const work = join(folder, 'work');
  const branch = base.replace('refs/heads/', '');
  const options = ['--quiet', '--shared', '--no-checkout', '--single-branch', '--branch', branch];
  await openGit(folder).clone(clone, work, options);
  const git = openGit(work, { config: benchAuthor });
  await git.raw('read-tree', 'HEAD');
  const path = newMigration((await git.raw('ls-tree', '-r', '--name-only', 'HEAD')).trim().split('\n'));
  const file = join(work, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, SOURCE);
  await git.raw('update-index', '--add', path);
  await git.raw('commit', '--quiet', '--no-verify', '-m', 'Add a migration');
  const commit = (await git.revparse(['HEAD'])).trim();
  return { work, url: clone, input: `refs/heads/bench ${commit} refs/heads/bench ${'0'.repeat(commit.length)}\n` };
}

function newMigration(paths) {
  const folders = paths.filter(path => /(?:migrations|versions)\/[^/]+\.py$/.test(path) && !path.endsWith('__init__.py')).map(dirname);
  const largest = [...new Set(folders)].sort(
    (a, b) => folders.filter(one => one === b).length - folders.filter(one => one === a).length,
  )[0];
  if (largest === undefined) throw new Error('the repository has no migrations');
  return `${largest}/9999_bench.py`;
}

const SOURCE = `from django.db import migrations

revision = "be0c4be0c4be"
down_revision = None


class Migration(migrations.Migration):
    dependencies = []
    operations = []
`;
