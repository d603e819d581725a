import type { DoctorReport } from '@oneleaf/core';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const clone = (files: RepoFiles): GitRepo => gitRepo({ main: [SHOP, files] }).clone();
const read = (repo: GitRepo, path: string): string => readFileSync(join(repo.path, path), 'utf8');

describe('oneleaf doctor --fix', () => {
  const CI = `jobs:
  a:
    steps:
      - run: createdb app || true # made by hand
      - run: |
          psql -d app \\
            -c "CREATE DATABASE test_a" || true
          sh ./scripts/database.sh
`;
  const files = {
    '.github/workflows/ci.yml': CI,
    'scripts/database.sh': 'createdb "$TEST_DB" || true\n',
    'scripts/other.sh': 'createdb "$TEST_DB" || true\n',
    Makefile: 'dev:\n\tcreatedb app || true\ntest:\n\t-createdb test_app\n',
  };

  test('what is for tests is made anew, and only that; a second run changes nothing', async () => {
    const repo = clone(files);
    const before = read(repo, 'scripts/other.sh');
    const { output } = await oneleaf(repo, ['doctor', '--fix']);
    expect(output).toContain(`wrote .github/workflows/ci.yml
  line 6  psql -d app -c "DROP DATABASE IF EXISTS test_a;" -c "CREATE DATABASE test_a"
wrote Makefile
  line 4  dropdb --if-exists test_app && createdb test_app
wrote scripts/database.sh
  line 1  dropdb --if-exists "$TEST_DB" && createdb "$TEST_DB"

`);
    expect(output.match(/^warn .* hides .*\n.*$/gm)).toEqual([
      `warn  ci         .github/workflows/ci.yml, line 4, hides that createdb failed: the tests then run on the database of an earlier run
      fix: dropdb --if-exists app && createdb app`,
    ]);
    expect(read(repo, '.github/workflows/ci.yml')).toBe(
      CI.replace('-c "CREATE', '-c "DROP DATABASE IF EXISTS test_a;" \\\n            -c "CREATE').replace('test_a" || true', 'test_a"'),
    );
    expect(read(repo, 'Makefile')).toBe('dev:\n\tcreatedb app || true\ntest:\n\tdropdb --if-exists test_app && createdb test_app\n');
    expect(read(repo, 'scripts/other.sh')).toBe(before);
    const written = repo.git('diff');
    expect((await oneleaf(repo, ['doctor', '--fix'])).output).toMatch(/^nothing to mend in files\n/);
    expect(repo.git('diff')).toBe(written);
  });

  test('a server that the workflow starts for itself holds nothing to keep, another one may', async () => {
    const service = 'services:\n  db:\n    image: postgis/postgis:16\n';
    const steps = (host: string): string => `${service}steps:\n  - run: psql -h ${host} -c "CREATE DATABASE app" || true\n`;
    const repo = clone({ '.github/workflows/a.yml': steps('db'), '.github/workflows/b.yml': steps('db.example.org') });
    const { output } = await oneleaf(repo, ['doctor', '--fix', '--end-sessions', '--role', 'boss', '--format', 'json']);
    expect((JSON.parse(output) as DoctorReport).mended).toEqual([
      {
        path: '.github/workflows/a.yml',
        line: 5,
        text: 'psql -U boss -h db -c "DROP DATABASE IF EXISTS app WITH (FORCE);" -c "CREATE DATABASE app"',
      },
    ]);
  });

  test.each([['--end-sessions'], ['--role=boss'], ['--fix', '--role=a b']])('%j is wrong usage', async (...args) => {
    expect((await oneleaf(clone({}), ['doctor', ...args])).exitCode).toBe(2);
  });
});
