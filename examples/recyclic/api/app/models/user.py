import sqlalchemy as sa
from sqlalchemy.orm import relationship

from app.database import Base


class User(Base):
    __tablename__ = "users"

    id = sa.Column(sa.Integer, primary_key=True)
    username = sa.Column(sa.String(80), nullable=False, unique=True)
    # Not what the database says: since 8d2f60b1c4e7 it has uq_users_email.
    email = sa.Column(sa.String(254), unique=False)
    site_id = sa.Column(sa.ForeignKey("sites.id"))

    site = relationship("Site", back_populates="users")
    deposits = relationship("Deposit", back_populates="user")
