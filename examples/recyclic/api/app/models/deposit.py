import sqlalchemy as sa
from sqlalchemy.orm import relationship

from app.database import Base


class Category(Base):
    __tablename__ = "categories"

    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(80), nullable=False)


class Deposit(Base):
    __tablename__ = "deposits"

    id = sa.Column(sa.Integer, primary_key=True)
    user_id = sa.Column(sa.ForeignKey("users.id"), nullable=False, index=True)
    category_id = sa.Column(sa.ForeignKey("categories.id"), nullable=False)
    weight_kg = sa.Column(sa.Numeric(8, 3), nullable=False)

    user = relationship("User", back_populates="deposits")
    category = relationship("Category")
