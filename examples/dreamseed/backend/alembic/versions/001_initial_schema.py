"""Initial schema

Revision ID: 001_initial_schema
Revises:
Create Date: 2026-02-02 09:12:31
"""
from alembic import op
import sqlalchemy as sa

revision = "001_initial_schema"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(128), nullable=False),
    )


def downgrade():
    op.drop_table("users")
