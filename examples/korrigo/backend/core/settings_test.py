import re

from core.settings import *  # noqa: F403
from core.settings import DATABASES, os

# One database for each job of a parallel run: test_viatique_0, test_viatique_shard_2, ...
suffix = re.sub(r"[^a-z0-9_]", "", os.environ.get("TEST_DB_SUFFIX", "").lower()) or "0"

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["TEST"] = {"NAME": f"test_viatique_{suffix}"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
