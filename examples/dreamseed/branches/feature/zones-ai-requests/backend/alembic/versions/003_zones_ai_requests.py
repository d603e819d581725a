"""Zones and the requests made to the AI tutor

Revision ID: 003_zones_ai_requests
Revises: 002_core_entities
Create Date: 2026-02-16 10:21:19
"""
from alembic import op
import sqlalchemy as sa

revision = "003_zones_ai_requests"
down_revision = "002_core_entities"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "zones",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False, unique=True),
    )
    op.create_table(
        "ai_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("zone_id", sa.Integer(), sa.ForeignKey("zones.id"), nullable=True),
        sa.Column("prompt", sa.Text(), nullable=False),
    )


def downgrade():
    op.drop_table("ai_requests")
    op.drop_table("zones")
