from sqlalchemy import Column, ForeignKey, Integer, String, Text

from app.database import Base


class Exam(Base):
    __tablename__ = "exams"

    id = Column(Integer, primary_key=True)
    title = Column(String(200), nullable=False)


class Item(Base):
    __tablename__ = "items"

    id = Column(Integer, primary_key=True)
    exam_id = Column(Integer, ForeignKey("exams.id", ondelete="CASCADE"), nullable=False)
    stem = Column(Text, nullable=False)


# Replaced by ItemChoice.
# class ItemOption(Base):
#     __tablename__ = "item_options"
#
#     id = Column(Integer, primary_key=True)
#     item_id = Column(Integer, ForeignKey("items.id", ondelete="CASCADE"), nullable=False)
#     text = Column(Text, nullable=False)


class ItemChoice(Base):
    __tablename__ = "item_choices"

    id = Column(Integer, primary_key=True)
    item_id = Column(Integer, ForeignKey("items.id", ondelete="CASCADE"), nullable=False)
    text = Column(Text, nullable=False)


class ExamAnswer(Base):
    __tablename__ = "exam_answers"

    id = Column(Integer, primary_key=True)
    item_id = Column(Integer, ForeignKey("items.id", ondelete="CASCADE"), nullable=False)
    user_id = Column(Integer, ForeignKey("users.id", ondelete="CASCADE"), nullable=False)
    option_id = Column(Integer, ForeignKey("item_options.id", ondelete="SET NULL"), nullable=True)
