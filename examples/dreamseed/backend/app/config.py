import os

# PostgreSQL with asyncpg in production, see .env.example; SQLite otherwise, so that the project runs anywhere.
DATABASE_URL = os.environ.get("DATABASE_URL", "sqlite:///dreamseed.db")
