import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A working clone of the repository with one new commit that adds a migration, ready to be pushed. */
export function pushScene({ clone, base, folder }) {
  const work = join(folder, 'work');
  const run = (...args) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', ...args], { encoding: 'utf8' }).trim();
  const inWork = (...args) => run('-C', work, ...args);
  const branch = base.replace('refs/heads/', '');
  run('clone', '--quiet', '--shared', '--no-checkout', '--single-branch', '--branch', branch, clone, work);
  inWork('read-tree', 'HEAD');
  const path = newMigration(inWork('ls-tree', '-r', '--name-only', 'HEAD').split('\n'));
  const file = join(work, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, SOURCE);
  inWork('update-index', '--add', path);
  inWork('commit', '--quiet', '--no-verify', '-m', 'Add a migration');
  const commit = inWork('rev-parse', 'HEAD');
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
