import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const LENGTH = 150;

const numbers = Array.from({ length: LENGTH }, (_, at) => at + 1);

const settings = `
import os

SECRET_KEY = "of-a-benchmark"
INSTALLED_APPS = ["shop"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATABASES = {
    "default": {"ENGINE": "django.db.backends.postgresql", **{name: os.environ.get("SHOP_" + name, "") for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")}}
}
`;

const manage = `
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
`;

const first = 'migrations.CreateModel(name="Item", fields=[("id", models.BigAutoField(primary_key=True))])';
const added = number => `migrations.AddField("item", "field_${number}", models.IntegerField(null=True))`;

const djangoMigration = number => `
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [${number === 1 ? '' : `("shop", "${four(number - 1)}_step")`}]
    operations = [${number === 1 ? first : added(number)}]
`;

const env = `
import os

from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ["PAY_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

const column = number => `"items", sa.Column("field_${number}", sa.Integer)`;

export const four = number => String(number).padStart(4, '0');

/** The text of a revision that adds a column of its own to the one before it. */
export const revision = (number, parent = number - 1) => `
import sqlalchemy as sa
from alembic import op

revision = "${four(number)}"
down_revision = ${parent === 0 ? 'None' : `"${four(parent)}"`}


def upgrade():
    ${number === 1 ? 'op.create_table("items", sa.Column("id", sa.Integer, primary_key=True))' : `op.add_column(${column(number)})`}


def downgrade():
    ${number === 1 ? 'op.drop_table("items")' : `op.drop_column("items", "field_${number}")`}
`;

/** Projects with a long chain, and what their frameworks' own commands are called. */
export const longHistories = [
  {
    name: `Django, ${LENGTH} migrations`,
    files: {
      'manage.py': manage,
      'core/__init__.py': '',
      'core/settings.py': settings,
      'shop/__init__.py': '',
      'shop/migrations/__init__.py': '',
      ...Object.fromEntries(numbers.map(number => [`shop/migrations/${four(number)}_step.py`, djangoMigration(number)])),
    },
    hand: { SHOP_HOST: '{host}', SHOP_PORT: '{port}', SHOP_USER: '{user}', SHOP_PASSWORD: '{password}', SHOP_NAME: '{name}' },
    up: ['manage.py', 'migrate'],
    check: ['manage.py', 'migrate', '--check'],
    down: ['manage.py', 'migrate', 'shop', 'zero'],
  },
  {
    name: `Alembic, ${LENGTH} revisions`,
    files: {
      'alembic.ini': '[alembic]\nscript_location = %(here)s/pay\n',
      'pay/env.py': env,
      'pay/script.py.mako': '',
      'oneleaf.json': JSON.stringify({ projects: [{ folder: '.', env: { PAY_URL: '{url}' } }] }),
      ...Object.fromEntries(numbers.map(number => [`pay/versions/${four(number)}_step.py`, revision(number)])),
    },
    hand: { PAY_URL: '{url}' },
    up: ['-m', 'alembic', 'upgrade', 'head'],
    check: ['-m', 'alembic', 'current'],
    down: ['-m', 'alembic', 'downgrade', 'base'],
  },
];

export function writeFiles(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
