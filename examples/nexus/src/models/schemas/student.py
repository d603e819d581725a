from marshmallow import Schema, fields


class StudentSchema(Schema):
    id = fields.Integer(dump_only=True)
    first_name = fields.String(required=True)
    last_name = fields.String(required=True)
    is_deleted = fields.Boolean(dump_only=True)
