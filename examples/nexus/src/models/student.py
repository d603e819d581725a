from src.database import db
from src.models.base import BaseModel


class Student(BaseModel):
    __tablename__ = "students"

    user_id = db.Column(db.Integer, db.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, unique=True)
    first_name = db.Column(db.String(80), nullable=False)
    last_name = db.Column(db.String(80), nullable=False)
    is_deleted = db.Column(db.Boolean, nullable=False, server_default=db.false())
    deleted_at = db.Column(db.DateTime)
    user = db.relationship("User", back_populates="student")
