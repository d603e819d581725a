from importlib import import_module
from pkgutil import iter_modules

from app.database import Base

# Every module here is imported, so that Alembic sees every table.
for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")

__all__ = ["Base"]
