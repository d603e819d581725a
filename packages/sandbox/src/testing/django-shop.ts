import type { DjangoProject } from '../runners/django/django-project.js';
import { specProjectFolder } from './real-frameworks.js';

const manage = `
import os, sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`;

/** The settings of a project whose database is the developer's own, written into the file. */
export const settings = `
SECRET_KEY = "s3cret-key-of-the-shop"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "shop"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "developer_db",
        "USER": "developer",
        "PASSWORD": "developers-own",
        "HOST": "localhost",
        "PORT": "1",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"sslmode": "verify-full", "target_session_attrs": "read-write", "connect_timeout": 3},
    }
}
`;

const models = `
from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=40)
    sku = models.CharField(max_length=20, unique=True)
`;

const initial = `
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
            ],
        ),
    ]
`;

/** A migration of the shop with these operations. */
export function migration(parent: string, operations: string, imports = ''): string {
  return `
from django.db import migrations, models
${imports}

class Migration(migrations.Migration):
    dependencies = [("shop", "${parent}")]
    operations = [${operations}]
`;
}

const sku = migration(
  '0001_initial',
  'migrations.AddField(model_name="item", name="sku", field=models.CharField(max_length=20, unique=True, default="?"), preserve_default=False)',
);

export const shop: Readonly<Record<string, string>> = {
  'manage.py': manage,
  'core/__init__.py': '',
  'core/settings.py': settings,
  'shop/__init__.py': '',
  'shop/models.py': models,
  'shop/migrations/__init__.py': '',
  'shop/migrations/0001_initial.py': initial,
  'shop/migrations/0002_sku.py': sku,
};

/** A Django project with these files on top of the shop's, not yet run. */
export function djangoShop(python: string, files: Readonly<Record<string, string>> = {}, more: Partial<DjangoProject> = {}): DjangoProject {
  return {
    framework: 'django',
    folder: specProjectFolder({ ...shop, ...files }),
    manage: 'manage.py',
    interpreter: { program: python, because: 'the spec says so', version: '', packages: {}, passedOver: [] },
    env: { PATH: process.env['PATH'], PGHOST: 'localhost', PGDATABASE: 'developer_db' },
    timeoutMs: 60_000,
    ...more,
  };
}
