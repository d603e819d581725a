import sqlalchemy as sa
from sqlalchemy.orm import backref, relationship

from app.database import Base


class EmailLog(Base):
    """Every mail that was sent, and what became of it."""

    __tablename__ = "email_logs"
    __table_args__ = (sa.Index("ix_email_logs_status_sent_at", "status", "sent_at"),)

    id = sa.Column(sa.Integer, primary_key=True)
    to_email = sa.Column(sa.String(254), nullable=False, index=True)
    subject = sa.Column(sa.String(200), nullable=False)
    status = sa.Column(sa.String(20), nullable=False, server_default="pending")
    sent_at = sa.Column(sa.DateTime(timezone=True))
    user_id = sa.Column(sa.ForeignKey("users.id", ondelete="SET NULL"), index=True)

    user = relationship("User", backref=backref("email_logs"))
