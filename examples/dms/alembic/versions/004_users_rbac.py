"""Users, roles and permissions; who owns a case

Revision ID: 004_users_rbac
Revises: 003_add_procurement_extensions
"""
from alembic import op
import sqlalchemy as sa

revision = "004_users_rbac"
down_revision = "003_add_procurement_extensions"
branch_labels = None
depends_on = None


def upgrade():
    roles = op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(50), nullable=False, unique=True),
    )
    users = op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("username", sa.String(100), nullable=False, unique=True),
        sa.Column("hashed_password", sa.String(200), nullable=False),
        sa.Column("role_id", sa.Integer(), sa.ForeignKey("roles.id"), nullable=False),
    )
    op.create_table(
        "permissions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False, unique=True),
    )
    op.create_table(
        "role_permissions",
        sa.Column("role_id", sa.Integer(), sa.ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("permission_id", sa.Integer(), sa.ForeignKey("permissions.id", ondelete="CASCADE"), primary_key=True),
    )
    op.add_column("cases", sa.Column("owner_id", sa.Integer()))
    op.add_column("cases", sa.Column("total_upload_size", sa.BigInteger(), server_default="0"))
    op.add_column("artifacts", sa.Column("created_by", sa.Integer()))
    op.bulk_insert(roles, [{"name": "admin"}, {"name": "procurement_officer"}, {"name": "viewer"}])
    op.bulk_insert(users, [{"username": "admin", "hashed_password": "not-a-hash-change-me", "role_id": 1}])


def downgrade():
    with op.batch_alter_table("artifacts") as artifacts:
        artifacts.drop_column("created_by")
    with op.batch_alter_table("cases") as cases:
        for column in ("total_upload_size", "owner_id"):
            cases.drop_column(column)
    for table in ("role_permissions", "permissions", "users", "roles"):
        op.execute("DROP TABLE IF EXISTS " + table)
