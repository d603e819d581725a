import type { FlaskProject } from '../runners/alembic/alembic-project.js';
import { specProject, type AlembicFiles, revision } from './alembic-pay.js';

export const application = `
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class User(db.Model):
    __tablename__ = "users"
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(80), nullable=False)


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://developer:developers-own@localhost:1/developer_db"
    db.init_app(app)
    Migrate(app, db)
    return app
`;

/** The env.py that \`flask db init\` writes, without its loggers. */
const flaskEnvironment = `
from alembic import context
from flask import current_app

db = current_app.extensions["migrate"].db


def engine():
    try:
        return db.get_engine()
    except (TypeError, AttributeError):
        return db.engine


context.config.set_main_option("sqlalchemy.url", str(engine().url).replace("%", "%%"))


def directives(context, revision, found):
    if getattr(context.config.cmd_opts, "autogenerate", False) and found[0].upgrade_ops.is_empty():
        found[:] = []


with engine().connect() as connection:
    arguments = dict(current_app.extensions["migrate"].configure_args)
    arguments.setdefault("process_revision_directives", directives)
    context.configure(connection=connection, target_metadata=db.metadata, **arguments)
    with context.begin_transaction():
        context.run_migrations()
`;

/** A Flask application behind whose factory Flask-Migrate keeps one revision. */
export function flaskPay(python: string, files: AlembicFiles = {}, more: Partial<FlaskProject> = {}): FlaskProject {
  const own = {
    'pay.py': application,
    'migrations/alembic.ini': '[alembic]\n',
    'migrations/env.py': flaskEnvironment,
    'migrations/script.py.mako': '',
    'migrations/versions/f1_users.py': revision({
      id: 'f1',
      parent: undefined,
      up: 'op.create_table("users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("email", sa.String(80), nullable=False))',
      down: 'op.drop_table("users")',
    }),
  };
  return {
    framework: 'flask-migrate',
    directory: 'migrations',
    app: 'pay:create_app',
    ...specProject(python, { ...own, ...files }),
    ...more,
  };
}
