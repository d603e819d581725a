import type { AlembicProject } from '../runners/alembic/alembic-project.js';
import { specProjectFolder } from './real-frameworks.js';

export type AlembicFiles = Readonly<Record<string, string>>;

/** The database that the ini names is the developer's own. */
export const ini = `
[alembic]
script_location = %(here)s/db
sqlalchemy.url = postgresql://developer:developers-own@localhost:1/developer_db

[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
level = WARN
handlers =
`;

/** What Alembic's own template does, with this way to an engine. */
export function environment(engine: string): string {
  return `
import os
import sys

from alembic import context
from sqlalchemy import create_engine, engine_from_config, pool

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from pay.models import Base

config = context.config
print('{"say": "result", "value": "of the project"}')


def run():
    engine = ${engine}
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()


run()
`;
}

export const fromIni = 'engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)';

/** What Alembic's "async" template does. */
export const asynchronous = `
import asyncio

from alembic import context
from sqlalchemy import pool
from sqlalchemy.ext.asyncio import create_async_engine

from pay.models import Base

config = context.config


def do(connection):
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()


async def run():
    engine = create_async_engine("postgresql+asyncpg://developer:developers-own@localhost:1/developer_db", poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(do)
    await engine.dispose()


asyncio.run(run())
`;

export const models = `
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    __table_args__ = (sa.UniqueConstraint("email", name="uq_users_email"),)
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.String(80), nullable=False)


class Invoice(Base):
    __tablename__ = "invoices"
    id = sa.Column(sa.Integer, primary_key=True)
    total = sa.Column(sa.Integer)
`;

interface RevisionFields {
  readonly id: string;
  readonly parent: string | undefined;
  readonly up: string;
  readonly down: string;
}

export function revision({ id, parent, up, down }: RevisionFields): string {
  return `
import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${parent === undefined ? 'None' : `"${parent}"`}
branch_labels = None
depends_on = None


def upgrade():
    ${up}


def downgrade():
    ${down}
`;
}

const users = `op.create_table("users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("email", sa.String(80), nullable=False))
    op.create_unique_constraint("uq_users_email", "users", ["email"])`;

export const payRevisions: AlembicFiles = {
  'db/versions/a1_users.py': revision({ id: 'a1', parent: undefined, up: users, down: 'op.drop_table("users")' }),
  'db/versions/a2_invoices.py': revision({
    id: 'a2',
    parent: 'a1',
    up: 'op.create_table("invoices", sa.Column("id", sa.Integer, primary_key=True), sa.Column("total", sa.Integer))',
    down: 'op.drop_table("invoices")',
  }),
};

/** A project's own script.py.mako. */
export const template = `"""\${message}"""
# of pay's own
from alembic import op
import sqlalchemy as sa
\${imports if imports else ""}

revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
branch_labels = \${repr(branch_labels)}
depends_on = \${repr(depends_on)}


def upgrade():
    \${upgrades if upgrades else "pass"}


def downgrade():
    \${downgrades if downgrades else "pass"}
`;

export const pay: AlembicFiles = {
  'alembic.ini': ini,
  'pay/__init__.py': '',
  'pay/models.py': models,
  'db/env.py': environment(fromIni),
  'db/script.py.mako': '',
  ...payRevisions,
};

/** What projects of both kinds have, with these files. */
export function specProject(python: string, files: AlembicFiles): Pick<AlembicProject, 'folder' | 'interpreter' | 'env' | 'timeoutMs'> {
  return {
    folder: specProjectFolder(files),
    interpreter: { program: python, because: 'the spec says so', version: '', packages: {}, passedOver: [] },
    env: { PATH: process.env['PATH'], PGHOST: 'localhost', PGDATABASE: 'developer_db' },
    timeoutMs: 60_000,
  };
}

/** An Alembic environment with these files on top of pay's. */
export function alembicPay(python: string, files: AlembicFiles = {}, more: Partial<AlembicProject> = {}): AlembicProject {
  return { framework: 'alembic', ini: 'alembic.ini', ...specProject(python, { ...pay, ...files }), ...more };
}
