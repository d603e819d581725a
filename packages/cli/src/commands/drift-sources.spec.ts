import type { DriftReport } from '@oneleaf/core';
import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { oneleaf, type ProgramInput, type ProgramResult } from '../testing/oneleaf.js';

const MODELS = `from sqlalchemy import Column, ForeignKey, Integer, Text
class One(Base):
    __tablename__ = 'ones'
    id = Column(Integer, primary_key=True)
class Two(Base):
    __tablename__ = 'twos'
    one_id = Column(Text, ForeignKey('ones.id'))
`;
const SHOP: RepoFiles = {
  'alembic.ini': '[alembic]\nscript_location = db\n',
  'db/env.py': '',
  'db/versions/a1_first.py': "revision = 'a1'\ndown_revision = None\n",
  'models.py': MODELS,
};

describeWithPython('oneleaf drift --sources', ({ newest }) => {
  const drift = (repo: GitRepo, args: readonly string[] = [], circumstances?: ProgramInput): Promise<ProgramResult> =>
    oneleaf(repo, ['drift', '--sources', ...args], circumstances);

  test('nothing that a hostile repository brings is run', async () => {
    const run = `import os\nopen(os.path.join(os.environ['WITNESS'], __name__), 'w').close()\n`;
    const names = [
      'sitecustomize',
      'usercustomize',
      'ast',
      'json',
      're',
      'os',
      'functools',
      'oneleaf_slips',
      'oneleaf_sources',
      'encodings',
    ];
    const program = '#!/bin/sh\n: > "$WITNESS/$(basename "$0")"\n';
    const repo = gitRepo({
      main: {
        ...SHOP,
        'models.py': run + MODELS,
        'db/env.py': run,
        'conftest.py': run,
        'witness/.keep': '',
        'evil.pth': `import os; open(os.environ['WITNESS'] + '/pth', 'w').close()\n`,
        ...Object.fromEntries(names.map(name => [`${name}.py`, run])),
        'node_modules/.bin/python3': program,
        '.venv/bin/python': program,
        '.venv/pyvenv.cfg': 'home = /usr/bin\n',
        '.python-version': '3.11\n',
        'oneleaf.json': JSON.stringify({ projects: [{ folder: '.', python: '.venv/bin/python' }] }),
      },
    });
    for (const path of ['node_modules/.bin/python3', '.venv/bin/python']) chmodSync(join(repo.path, path), 0o755);
    const bins = ['node_modules/.bin', '.venv/bin'].map(path => join(repo.path, path));
    const env = {
      WITNESS: join(repo.path, 'witness'),
      PATH: ['.', ...bins, process.env['PATH'] ?? ''].join(delimiter),
      PYTHONPATH: repo.path,
      PYTHONHOME: '',
      PYTHONSTARTUP: join(repo.path, 'conftest.py'),
      PYTHONUSERBASE: repo.path,
      VIRTUAL_ENV: join(repo.path, '.venv'),
    };
    const before = repo.git('status', '--short', '--ignored');
    const { exitCode, output } = await drift(repo, [], { env });
    expect([exitCode, output]).toEqual([1, expect.stringContaining('twos.one_id is Text and refers to ones.id, which is Integer')]);
    expect(readdirSync(join(repo.path, 'witness'))).toEqual(['.keep']);
    expect(repo.git('status', '--short', '--ignored')).toBe(before);
  });

  test('the sources of one folder are read once, whatever script directories it has', async () => {
    const main = {
      ...SHOP,
      'alembic.ini': '[alembic]\nscript_location = db\n\n[pay]\nscript_location = pay\n',
      'pay/env.py': '',
      'pay/versions/b1_first.py': "revision = 'b1'\ndown_revision = None\n",
    };
    const { output } = await drift(gitRepo({ main }), ['--format', 'json']);
    const { projects } = JSON.parse(output) as DriftReport;
    expect(projects.map(({ histories, findings }) => [histories, findings.length])).toEqual([[['db/versions', 'pay/versions'], 1]]);
  });

  test('what this Python cannot read is reported; a program says the rest', async () => {
    const repo = gitRepo({ main: { ...SHOP, 'broken.py': `Column(\n`, 'models.py': MODELS.replace('Text, F', 'Integer, F') } });
    expect((await drift(repo)).output).toContain('note  broken.py is left out: this Python cannot read it\n');
    const { exitCode, output } = await drift(repo, ['--format', 'json', '--python', newest]);
    const [project] = (JSON.parse(output) as DriftReport).projects;
    expect(exitCode).toBe(0);
    expect(project).toMatchObject({ project: '.', framework: 'alembic', differences: [], findings: [] });
    expect(project).not.toHaveProperty('database');
  });

  test.each([
    [['--python', '/nowhere'], 3, 'no Python 3.10 or newer is found at /nowhere'],
    [['--provider', 'sqlite'], 2, '--sources creates no database, so --provider has no effect'],
    [['elsewhere'], 2, 'there is no project elsewhere'],
  ])('%j is refused', async (args, code, complaint) => {
    const ended = await drift(gitRepo({ main: SHOP }), args);
    expect([ended.exitCode, ended.complaint]).toEqual([code, expect.stringContaining(complaint)]);
  });

  test('a repository that has the only Python has none', async () => {
    const repo = gitRepo({ main: SHOP });
    repo.write({ 'bin/python3': '#!/bin/sh\n: > ran\n' });
    chmodSync(join(repo.path, 'bin/python3'), 0o755);
    const PATH = [join(repo.path, 'bin'), repo.git('--exec-path')].join(delimiter);
    const { exitCode, complaint } = await drift(repo, [], { env: { PATH } });
    expect([exitCode, complaint]).toEqual([3, expect.stringContaining('no Python 3.10 or newer is found outside of the repository')]);
    expect(existsSync(join(repo.path, 'ran'))).toBe(false);
  });
});
