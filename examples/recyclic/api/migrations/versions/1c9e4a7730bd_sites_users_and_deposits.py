"""Sites, users and deposits

Revision ID: 1c9e4a7730bd
Revises:
Create Date: 2025-09-03 09:40:12
"""
from alembic import op
import sqlalchemy as sa

revision = "1c9e4a7730bd"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("username", sa.String(80), nullable=False, unique=True),
        sa.Column("email", sa.String(254)),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("sites.id")),
    )
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
    )
    op.create_table(
        "deposits",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("category_id", sa.Integer(), sa.ForeignKey("categories.id"), nullable=False),
        sa.Column("weight_kg", sa.Numeric(8, 3), nullable=False),
    )
    op.create_index("ix_deposits_user_id", "deposits", ["user_id"])


def downgrade():
    op.drop_table("deposits")
    op.drop_table("categories")
    op.drop_table("users")
    op.drop_table("sites")
