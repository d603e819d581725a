from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import declarative_base

from app.config import DATABASE_URL

Base = declarative_base()


@compiles(UUID, "sqlite")
def uuid_on_sqlite(element, compiler, **kw):
    return "CHAR(32)"


def open_engine():
    return create_async_engine(DATABASE_URL)
