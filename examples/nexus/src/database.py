"""The one place where the extensions meet an application."""

import os

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
migrate = Migrate(compare_type=True)


def init_app(app):
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql+psycopg2://nexus@localhost:5432/nexus")
    db.init_app(app)
    migrate.init_app(app, db)
    # So that SQLAlchemy knows every table before Alembic compares them.
    from src import models  # noqa: F401
