from sqlalchemy import Column, Integer, String

from app.database import Base


class Zone(Base):
    __tablename__ = "zones"

    id = Column(Integer, primary_key=True)
    name = Column(String(100), nullable=False, unique=True)
