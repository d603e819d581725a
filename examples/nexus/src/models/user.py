from src.database import db
from src.models.base import BaseModel


class User(BaseModel):
    __tablename__ = "users"

    email = db.Column(db.String(254), nullable=False, unique=True)
    password_hash = db.Column(db.String(255), nullable=False)
    # By name: student.py imports nothing of this file, and this file nothing of it.
    student = db.relationship("Student", back_populates="user", uselist=False)
