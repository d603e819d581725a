import type { RepoFiles } from '@oneleaf/git/testing';

/**
 * Django migrations as one draws them: `0001_initial` alone is a root, `0001_initial < 0002_sku < 0003_tax` are two files on it,
 * `0002_sku + 0002_tax < 0003_merge` is a merge. What stands first is there already. Every file does something of its own.
 */
export function django(drawing: string, app = 'shop'): RepoFiles {
  return files(
    drawing,
    name => `${app}/migrations/${name}.py`,
    (name, parents) =>
      djangoText(
        parents.map(parent => [app, parent]),
        name,
      ),
  );
}

/** The file of one Django migration; equal fields make equal bodies. */
export function djangoText(dependencies: readonly (readonly [app: string, name: string])[], field: string): string {
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [${dependencies.map(([app, name]) => `('${app}', '${name}')`).join(', ')}]
    operations = [migrations.AddField('item', '${field}', models.IntegerField(null=True))]
`;
}

/** A Django project with one app, `shop`. */
export const SHOP: RepoFiles = {
  'manage.py': '',
  'shop/__init__.py': '',
  'shop/migrations/__init__.py': '',
  ...django('0001_initial'),
};

/** Alembic revisions, drawn the same way. */
export function alembic(drawing: string): RepoFiles {
  return files(drawing, id => `alembic/versions/${id}.py`, alembicText);
}

export function alembicText(id: string, parents: readonly string[]): string {
  const [only] = parents;
  const down = only === undefined ? 'None' : parents.length === 1 ? `'${only}'` : `(${parents.map(parent => `'${parent}'`).join(', ')})`;
  return `from alembic import op\n\nrevision = '${id}'\ndown_revision = ${down}\n\n\ndef upgrade():\n    op.drop_table('${id}')\n`;
}

/** An Alembic project with one revision, `start`. */
export const PAY: RepoFiles = { 'alembic.ini': '[alembic]\nscript_location = alembic\n', 'alembic/env.py': '', ...alembic('start') };

function files(drawing: string, path: (name: string) => string, text: (name: string, parents: readonly string[]) => string): RepoFiles {
  const [first = [], ...rest] = drawing.split('<').map(part => part.split('+').map(name => name.trim()));
  const steps =
    rest.length === 0
      ? [{ names: first, parents: [] }]
      : rest.map((names, at) => ({ names, parents: at === 0 ? first : (rest[at - 1] ?? []) }));
  return Object.fromEntries(steps.flatMap(({ names, parents }) => names.map(name => [path(name), text(name, parents)])));
}
