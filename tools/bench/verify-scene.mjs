import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';
import { filled, place, withSandbox } from './sandbox-library.mjs';

const bin = fileURLToPath(new URL('../../packages/cli/bin/oneleaf.js', import.meta.url));
const LENGTH = 150;

const four = number => String(number).padStart(4, '0');
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

const revision = number => `
import sqlalchemy as sa
from alembic import op

revision = "${four(number)}"
down_revision = ${number === 1 ? 'None' : `"${four(number - 1)}"`}


def upgrade():
    ${number === 1 ? 'op.create_table("items", sa.Column("id", sa.Integer, primary_key=True))' : `op.add_column(${column(number)})`}


def downgrade():
    ${number === 1 ? 'op.drop_table("items")' : `op.drop_column("items", "field_${number}")`}
`;

const scenes = [
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

/**
 * `oneleaf verify` of a long history beside the framework's own commands for a part of it: empty to leaf on two databases, the question whether anything is left, all down
 * and all up again. The stairway, three steps a migration, has no command, and comes on top.
 */
export async function verifyScene(runs) {
  const python = process.env.ONELEAF_PYTHON_NEWEST;
  if (!python) throw new Error('ONELEAF_PYTHON_NEWEST has to name a Python that has both frameworks');
  return withSandbox(async sandbox => {
    const rows = [];
    for (const scene of scenes) rows.push(...(await sceneRows({ ...scene, python, sandbox }, runs)));
    return rows;
  });
}

async function sceneRows(scene, runs) {
  const folder = mkdtempSync(join(place, 'oneleaf-bench-'));
  try {
    for (const [path, text] of Object.entries(scene.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    const rounds = [];
    // The first warms up.
    for (let run = 0; run <= runs; run += 1) {
      rounds.push({ hand: await byHand(scene, folder), one: await installedByHand(scene, folder), verify: byOneleaf(scene, folder) });
    }
    const seconds = name => median(rounds.slice(1).map(round => round[name]));
    const row = (what, name) => ({
      what: `${scene.name}: ${what}`,
      seconds: seconds(name).toFixed(3),
      ratio: (seconds(name) / seconds('hand')).toFixed(2),
    });
    return [row('up, up, check, down, up by hand', 'hand'), row('up by hand, once', 'one'), row('oneleaf verify', 'verify')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function byHand({ sandbox, python, hand, up, check, down }, folder) {
  const [lease, other] = [await sandbox.lease('hand'), await sandbox.lease('hand')];
  const spent = [
    [lease, up],
    [other, up],
    [lease, check],
    [lease, down],
    [lease, up],
  ].map(([database, command]) => run(python, command, { cwd: folder, env: filled(hand, database) }));
  await Promise.all([lease.drop(), other.drop()]);
  return spent.reduce((sum, one) => sum + one);
}

async function installedByHand({ sandbox, python, hand, up }, folder) {
  const lease = await sandbox.lease('hand');
  const seconds = run(python, up, { cwd: folder, env: filled(hand, lease) });
  await lease.drop();
  return seconds;
}

function byOneleaf({ python }, folder) {
  return run(process.execPath, [bin, 'verify', '--python', python], { cwd: folder, env: { TMPDIR: place } });
}

/** Wall seconds of a process that has to succeed. */
function run(program, args, { cwd, env }) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return (performance.now() - started) / 1000;
}
