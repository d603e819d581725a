from src.database import db
from src.models.base import BaseModel


class Formula(BaseModel):
    __tablename__ = "formulas"

    name = db.Column(db.String(120), nullable=False, unique=True)
    price_cents = db.Column(db.Integer, nullable=False)
    hours = db.Column(db.Integer, nullable=False)
