"""Documents that are put together of bricks."""

from src.database import db
from src.models.base import BaseModel


class ContentBrick(BaseModel):
    __tablename__ = "content_bricks"

    title = db.Column(db.String(200), nullable=False)
    body = db.Column(db.Text, nullable=False)
    subject = db.Column(db.String(60), nullable=False, index=True)


class ContentTemplate(BaseModel):
    __tablename__ = "content_templates"

    name = db.Column(db.String(120), nullable=False, unique=True)
    layout = db.Column(db.Text, nullable=False)


class DocumentRequest(BaseModel):
    __tablename__ = "document_requests"

    student_id = db.Column(db.Integer, db.ForeignKey("students.id", ondelete="CASCADE"), nullable=False)
    template_id = db.Column(db.Integer, db.ForeignKey("content_templates.id"), nullable=False)
    status = db.Column(db.String(20), nullable=False, server_default="pending")


class GeneratedDocument(BaseModel):
    __tablename__ = "generated_documents"

    request_id = db.Column(db.Integer, db.ForeignKey("document_requests.id", ondelete="CASCADE"), nullable=False)
    content = db.Column(db.Text, nullable=False)


class DocumentBrick(BaseModel):
    __tablename__ = "document_bricks"
    __table_args__ = (db.UniqueConstraint("document_id", "position", name="uq_document_bricks_position"),)

    document_id = db.Column(db.Integer, db.ForeignKey("generated_documents.id", ondelete="CASCADE"), nullable=False)
    brick_id = db.Column(db.Integer, db.ForeignKey("content_bricks.id"), nullable=False)
    position = db.Column(db.Integer, nullable=False)


class BrickRating(BaseModel):
    __tablename__ = "content_brick_ratings"

    brick_id = db.Column(db.Integer, db.ForeignKey("content_bricks.id", ondelete="CASCADE"), nullable=False)
    student_id = db.Column(db.Integer, db.ForeignKey("students.id", ondelete="CASCADE"), nullable=False)
    stars = db.Column(db.SmallInteger, nullable=False)


class DocumentInteraction(BaseModel):
    __tablename__ = "document_interactions"

    document_id = db.Column(db.Integer, db.ForeignKey("generated_documents.id", ondelete="CASCADE"), nullable=False)
    student_id = db.Column(db.Integer, db.ForeignKey("students.id", ondelete="CASCADE"), nullable=False)
    kind = db.Column(db.String(20), nullable=False)
