import { recordTables } from '@oneleaf/frameworks';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import type { TreeHistories } from '@oneleaf/core';
import { openRecord } from '@oneleaf/sandbox';
import { openSession } from '@oneleaf/workflows/session/open-session';
import { listWithConfiguredFolders, readSnapshot } from '@oneleaf/workflows/repository-view/repository-view';
import { NOW } from './oneleaf.js';
import { shell } from './example-story.js';

/** A repository with a project that really migrates: its database is the one that DATABASE_URL names. */
export class SpecProject {
  constructor(
    readonly repo: GitRepo,
    readonly python: string,
    readonly url: string,
  ) {}

  /** Runs commands one after the other, as they are printed. */
  run(commands: readonly string[]): void {
    for (const command of commands) {
      const { status, output } = this.ask(command);
      if (status !== 0) throw new Error(`${command}\n${output}`);
    }
  }

  ask(command: string): ReturnType<typeof shell> {
    return shell(this.repo, this.python, `export PYTHONDONTWRITEBYTECODE=1 FLASK_APP=app.py DATABASE_URL='${this.url}'; ${command}`);
  }

  /** The histories of the working tree. */
  async read(): Promise<TreeHistories> {
    const { path, env } = this.repo;
    const session = await openSession({ path, env, named: true, now: NOW, progress: () => undefined });
    const { world, entries } = await listWithConfiguredFolders(session, interest => session.repository.workingTree(interest));
    return readSnapshot(world, entries);
  }

  /** What the database says it has applied. */
  async applied(): Promise<readonly string[]> {
    const { django: rows, alembic: heads } = await openRecord(this.url, { tables: recordTables, folder: '/', env: process.env }).applied();
    return [...(rows ?? []).map(({ label = '', name }) => `${label}.${name}`), ...(heads ?? []).map(({ name }) => name)].sort();
  }

  on(url: string): SpecProject {
    return new SpecProject(this.repo, this.python, url);
  }
}

export function specProject(files: RepoFiles, python: string, url: string): SpecProject {
  return new SpecProject(gitRepo({ main: files }), python, url);
}

const SETTINGS = `import os
from urllib.parse import parse_qs, urlsplit

SECRET_KEY = 'spec'
INSTALLED_APPS = ['shop', 'cart']
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
url = urlsplit(os.environ['DATABASE_URL'])
if url.scheme == 'sqlite':
    DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': url.path[1:]}}
else:
    place = {key.upper(): values[0] for key, values in parse_qs(url.query).items()}
    DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': url.path[1:], 'USER': 'postgres', **place}}
`;

const MANAGE = `import os
import sys
from django.core.management import execute_from_command_line

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')
execute_from_command_line(sys.argv)
`;

/** Two apps, each with a table `item` of its own. */
export const DJANGO: RepoFiles = {
  'manage.py': MANAGE,
  'settings.py': SETTINGS,
  ...Object.fromEntries(
    ['shop', 'cart'].flatMap(app => [
      [`${app}/__init__.py`, ''],
      [`${app}/models.py`, ''],
      [`${app}/migrations/__init__.py`, ''],
      [
        `${app}/migrations/0001_initial.py`,
        migration([], `migrations.CreateModel('Item', [('id', models.BigAutoField(primary_key=True, serialize=False))])`),
      ],
    ]),
  ),
};

/** A Django migration that gives its app's items a column. */
export function column(name: string, ...dependencies: readonly string[]): string {
  return migration(dependencies, `migrations.AddField('item', '${name}', models.IntegerField(null=True))`);
}

export function migration(dependencies: readonly string[], operation: string): string {
  const pairs = dependencies.map(one => `('${one.replace('.', "', '")}')`).join(', ');
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [${pairs}]
    operations = [${operation}]
`;
}

const ENV = `import os
from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ['DATABASE_URL']).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

/** A script directory in \`db\`, whose first revision makes a table \`item\`. */
export const ALEMBIC: RepoFiles = {
  'db/alembic.ini': '[alembic]\nscript_location = scripts\n',
  'db/scripts/env.py': ENV,
  'db/scripts/versions/aaaa.py': script('aaaa', null, `op.create_table('shop_item', sa.Column('id', sa.Integer, primary_key=True))`),
};

/** A revision that gives the items a column. */
export function revision(id: string, down: string, name: string): RepoFiles {
  return {
    [`db/scripts/versions/${id}.py`]: script(
      id,
      down,
      `op.add_column('shop_item', sa.Column('${name}', sa.Integer))`,
      `op.drop_column('shop_item', '${name}')`,
    ),
  };
}

export function script(id: string, down: string | null, upgrade: string, downgrade = 'pass'): string {
  return `from alembic import op
import sqlalchemy as sa

revision = '${id}'
down_revision = ${down === null ? 'None' : `'${down}'`}


def upgrade():
    ${upgrade}


def downgrade():
    ${downgrade}
`;
}
