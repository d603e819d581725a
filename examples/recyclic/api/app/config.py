import os

DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://recyclic:recyclic_secure_password@localhost:5432/recyclic")
