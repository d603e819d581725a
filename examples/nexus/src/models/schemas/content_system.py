from marshmallow import Schema, fields


class ContentBrickSchema(Schema):
    id = fields.Integer(dump_only=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    subject = fields.String(required=True)
