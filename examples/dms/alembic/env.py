import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool
from sqlalchemy.engine import Connection

config = context.config
fileConfig(config.config_file_name, disable_existing_loggers=False)
DATABASE_URL = os.environ.get("DATABASE_URL", "sqlite:///dms.db")


def run(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()


def run_online():
    """Whoever calls Alembic from Python hands an engine or a connection over."""
    given = config.attributes.get("connection")
    if isinstance(given, Connection):
        run(given)
        return
    engine = given or create_engine(DATABASE_URL, poolclass=pool.NullPool)
    with engine.connect() as connection:
        run(connection)


if context.is_offline_mode():
    context.configure(url=DATABASE_URL, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    run_online()
