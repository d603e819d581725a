"""Procurement: references, categories and thresholds, with what they begin with

Revision ID: 003_add_procurement_extensions
Revises: 002_add_couche_a
"""
from alembic import op
import sqlalchemy as sa

revision = "003_add_procurement_extensions"
down_revision = "002_add_couche_a"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "procurement_references",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
    )
    categories = op.create_table(
        "procurement_categories",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(20), nullable=False, unique=True),
        sa.Column("label", sa.String(100), nullable=False),
    )
    purchases = op.create_table(
        "purchase_categories",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(20), nullable=False, unique=True),
        sa.Column("label", sa.String(100), nullable=False),
    )
    thresholds = op.create_table(
        "procurement_thresholds",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("procedure_type", sa.String(20), nullable=False, unique=True),
        sa.Column("min_amount", sa.Numeric(14, 2), nullable=False),
    )
    op.add_column("cases", sa.Column("ref_id", sa.Integer()))
    op.add_column("cases", sa.Column("category_id", sa.Integer()))
    op.add_column("cases", sa.Column("purchase_category_id", sa.Integer()))
    op.add_column("cases", sa.Column("estimated_value", sa.Numeric(14, 2)))
    op.add_column("cases", sa.Column("closing_date", sa.DateTime()))
    op.add_column("cases", sa.Column("procedure_type", sa.String(20)))
    op.add_column("lots", sa.Column("category_id", sa.Integer()))
    op.bulk_insert(
        categories,
        [
            {"code": "EQUIPMENT", "label": "Equipment"},
            {"code": "CONSUMABLES", "label": "Consumables"},
            {"code": "FURNITURE", "label": "Furniture"},
            {"code": "CONSULTING", "label": "Consulting"},
            {"code": "WORKS", "label": "Works"},
            {"code": "IT", "label": "Information technology"},
        ],
    )
    op.bulk_insert(
        purchases,
        [
            {"code": "GENERIC", "label": "Generic supplies"},
            {"code": "TRAVEL", "label": "Travel"},
            {"code": "RENT", "label": "Rent"},
            {"code": "EVENTS", "label": "Events and catering"},
            {"code": "VEHICLES", "label": "Vehicles"},
            {"code": "HEALTH", "label": "Medical supplies"},
            {"code": "SOFTWARE", "label": "Software"},
            {"code": "LABOUR", "label": "Labour"},
            {"code": "BUILDING", "label": "Building"},
        ],
    )
    op.bulk_insert(
        thresholds,
        [
            {"procedure_type": "devis_simple", "min_amount": 0},
            {"procedure_type": "devis_formel", "min_amount": 10000},
            {"procedure_type": "appel_offres", "min_amount": 100000},
        ],
    )


def downgrade():
    with op.batch_alter_table("lots") as lots:
        lots.drop_column("category_id")
    with op.batch_alter_table("cases") as cases:
        for column in ("procedure_type", "closing_date", "estimated_value", "purchase_category_id", "category_id", "ref_id"):
            cases.drop_column(column)
    for table in ("procurement_thresholds", "purchase_categories", "procurement_categories", "procurement_references"):
        op.execute("DROP TABLE IF EXISTS " + table)
