from src.models.schemas.content_system import ContentBrickSchema
from src.models.schemas.student import StudentSchema
from src.models.schemas.user import UserSchema

__all__ = ["ContentBrickSchema", "StudentSchema", "UserSchema"]
