import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneleaf, type ProgramResult } from '../testing/oneleaf.js';

const text = (repo: GitRepo, path: string): string => readFileSync(join(repo.path, path), 'utf8');

const TABLE = `Table('shelves', metadata, Column('id', Integer, primary_key=True))`;

const APP = `from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql://developer@localhost:1/developer_db'
db = SQLAlchemy(app)
Migrate(app, db)


class Shelf(db.Model):
    __tablename__ = 'shelves'
    id = db.Column(db.Integer, primary_key=True)
`;

const MANAGE = `import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
`;

const SETTINGS = `SECRET_KEY = "x"
INSTALLED_APPS = ["shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "localhost", "PORT": "1", "NAME": "developer_db"}}
USE_TZ = True
`;

const DJANGO: RepoFiles = {
  'web/manage.py': MANAGE,
  'web/settings.py': SETTINGS,
  'web/shop/__init__.py': '',
  'web/shop/models.py':
    'from django.db import models\n\n\nclass Shelf(models.Model):\n    id = models.BigAutoField(primary_key=True)\n    name = models.TextField()\n',
};

describeWithPython('the first migration', pythons => {
  describe.each(['newest', 'oldest'] as const)('%s', version => {
    const python = pythons[version];
    const run = (repo: GitRepo, ...args: readonly string[]): Promise<ProgramResult> => oneleaf(repo, [...args, '--python', python]);

    /** A repository of what a framework's own `init` makes: git keeps no empty folder of it. */
    const begun = (files: RepoFiles, [folder, ...command]: readonly [string, ...string[]]): GitRepo => {
      const repo = gitRepo({ main: files });
      const env = { ...repo.env, PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1' };
      execFileSync(python, command, { cwd: join(repo.path, folder), env, stdio: 'ignore' });
      return repo;
    };
    const commit = (repo: GitRepo): GitRepo => {
      repo.git('add', '--all');
      repo.git('commit', '--quiet', '--message', 'begin');
      return repo.clone();
    };
    const alembic = (): GitRepo => {
      const repo = begun({ 'api/README': '' }, ['api', '-m', 'alembic', 'init', 'scripts']);
      const env = text(repo, 'api/scripts/env.py');
      const models = `from sqlalchemy import Column, Integer, MetaData, Table\nmetadata = MetaData()\n${TABLE}\ntarget_metadata = metadata\n`;
      repo.write({ 'api/scripts/env.py': env.replace('target_metadata = None', models) });
      return commit(repo);
    };

    test('of Alembic, where there is no folder for it yet', async () => {
      const repo = alembic();
      const seen = await run(repo, 'drift');
      expect([seen.complaint, seen.output]).toEqual([
        '',
        expect.stringContaining('error model-drift  the models ask for CreateTable shelves') as string,
      ]);
      const { output, exitCode } = await run(repo, 'generate', '-m', 'initial', 'api');
      expect(output).toContain(`wrote api/scripts/versions/c0ffee123456_initial.py
  c0ffee123456 is the first
    CreateTable   shelves
  proved: a fresh install, the new one down and up again, and nothing else is missing`);
      expect(exitCode).toBe(0);
      expect(text(repo, 'api/scripts/versions/c0ffee123456_initial.py')).toMatch(/^down_revision.* = None$/m);
      expect((await run(repo, 'drift')).exitCode).toBe(0);
      expect((await run(repo, 'generate', '-m', 'more')).output).toContain('nothing is missing');
    });

    test('of Flask-Migrate', async () => {
      const repo = commit(begun({ 'src/app.py': APP }, ['src', '-m', 'flask', '--app', 'app', 'db', 'init']));
      expect((await run(repo, 'drift', 'src')).output).toContain('CreateTable shelves');
      const { output, exitCode } = await run(repo, 'generate', '-m', 'initial');
      expect([exitCode, output]).toEqual([0, expect.stringContaining('wrote src/migrations/versions/c0ffee123456_initial.py\n')]);
      expect(text(repo, 'src/migrations/versions/c0ffee123456_initial.py')).toMatch(/^down_revision.* = None$/m);
    });

    test('of Django, with the file that makes its folder a package', async () => {
      const repo = gitRepo({ main: DJANGO }).clone();
      expect((await run(repo, 'drift')).output).toContain('the models ask for CreateModel shop.Shelf');
      const { output, exitCode } = await run(repo, 'generate', '-m', 'initial', 'web');
      expect(output).toContain(`wrote web/shop/migrations/0001_initial.py
  shop.0001_initial is the first
    CreateModel   shop.Shelf
wrote web/shop/migrations/__init__.py
  proved: a fresh install`);
      expect(exitCode).toBe(0);
      const paths = ['web/shop/migrations/0001_initial.py', 'web/shop/migrations/__init__.py'];
      expect(repo.git('status', '--short', '--untracked-files=all').split('\n')).toEqual(paths.map(path => `?? ${path}`));
      expect((await run(repo, 'drift')).exitCode).toBe(0);
      expect((await oneleaf(repo, ['check'])).output).toBe('1 history, 1 migration, no finding\n');
    });

    test('that has landed in the meantime is brought in first', async () => {
      const origin = gitRepo({ main: DJANGO });
      const repo = origin.clone();
      repo.git('checkout', '--quiet', '-b', 'feat/first');
      const first =
        'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = []\n';
      origin.commit('main', { 'web/shop/migrations/__init__.py': '', 'web/shop/migrations/0001_shelves.py': first });
      const { output, exitCode } = await run(repo, 'generate', '-m', 'initial');
      expect([exitCode, output]).toEqual([1, expect.stringContaining('shop.0001_shelves is on origin/main and not in this branch yet')]);
      expect(repo.git('status', '--short')).toBe('');
    });
  });

  test('is no project to verify, and where there is nothing at all there is none', async () => {
    const repo = gitRepo({ main: DJANGO });
    const flask = gitRepo({ main: { 'manage.py': 'from flask_script import Manager\n', 'app/models.py': '' } });
    for (const [one, word] of [
      [repo, 'verify'],
      [flask, 'drift'],
    ] as const) {
      expect(await oneleaf(one, [word])).toMatchObject({ exitCode: 2, complaint: expect.stringContaining('no Django app') as string });
    }
  });
});
