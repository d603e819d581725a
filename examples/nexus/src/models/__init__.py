"""Every model: what is not imported here, autogenerate takes for a table to drop."""

from src.models.content_system import (
    BrickRating,
    ContentBrick,
    ContentTemplate,
    DocumentBrick,
    DocumentInteraction,
    DocumentRequest,
    GeneratedDocument,
)
from src.models.formulas import Formula
from src.models.student import Student
from src.models.user import User

__all__ = [
    "BrickRating",
    "ContentBrick",
    "ContentTemplate",
    "DocumentBrick",
    "DocumentInteraction",
    "DocumentRequest",
    "Formula",
    "GeneratedDocument",
    "Student",
    "User",
]
