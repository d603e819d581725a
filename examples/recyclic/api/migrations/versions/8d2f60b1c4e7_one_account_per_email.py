"""One account per e-mail

Revision ID: 8d2f60b1c4e7
Revises: 1c9e4a7730bd
Create Date: 2025-09-11 16:05:47
"""
from alembic import op

revision = "8d2f60b1c4e7"
down_revision = "1c9e4a7730bd"
branch_labels = None
depends_on = None


def upgrade():
    op.create_unique_constraint("uq_users_email", "users", ["email"])


def downgrade():
    op.drop_constraint("uq_users_email", "users", type_="unique")
