"""Core entities: exams, their items, the answers

Revision ID: 002_core_entities
Revises: 001_initial_schema
Create Date: 2026-02-05 14:40:02
"""
from alembic import op
import sqlalchemy as sa

revision = "002_core_entities"
down_revision = "001_initial_schema"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "exams",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(200), nullable=False),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("exam_id", sa.Integer(), sa.ForeignKey("exams.id", ondelete="CASCADE"), nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
    )
    op.create_table(
        "item_choices",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_table(
        "exam_answers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=True),
    )


def downgrade():
    op.drop_table("exam_answers")
    op.drop_table("item_choices")
    op.drop_table("items")
    op.drop_table("exams")
