import type { RepoFiles } from '@oneleaf/git/testing';

/** A Django project with one app; `0001_initial < 0002_sku` is what `names` says, each on the one before. */
export function djangoProject(folder: string, app: string, names: readonly string[] = ['0001_initial']): RepoFiles {
  const home = `${folder}/${app}/migrations`;
  const chain = names.map((name, at): readonly [string, string] => [
    `${home}/${name}.py`,
    djangoMigration(app, at === 0 ? [] : [names[at - 1] ?? '']),
  ]);
  return {
    [`${folder}/manage.py`]: '',
    [`${folder}/${app}/__init__.py`]: '',
    [`${home}/__init__.py`]: '',
    ...Object.fromEntries<string>(chain),
  };
}

export function djangoMigration(app: string, parents: readonly string[]): string {
  const dependencies = parents.map(parent => `('${app}', '${parent}')`).join(', ');
  return `from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [${dependencies}]
    operations = []
`;
}

/** An Alembic project, its ini beside the script directory; each revision on the one before. */
export function alembicProject(folder: string, ids: readonly string[] = ['start']): RepoFiles {
  const chain = ids.map((id, at): readonly [string, string] => [`${folder}/alembic/versions/${id}.py`, alembicRevision(id, ids[at - 1])]);
  return {
    [`${folder}/alembic.ini`]: '[alembic]\nscript_location = alembic\n',
    [`${folder}/alembic/env.py`]: '',
    ...Object.fromEntries<string>(chain),
  };
}

export function alembicRevision(id: string, parent?: string): string {
  return `revision = '${id}'\ndown_revision = ${parent === undefined ? 'None' : `'${parent}'`}\n`;
}
