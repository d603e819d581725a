from sqlalchemy import Column, ForeignKey, Integer, String

from app.database import Base


class Tutor(Base):
    __tablename__ = "tutors"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    org_id = Column(Integer, ForeignKey("organizations.id"), nullable=True)
    subject = Column(String(100))
