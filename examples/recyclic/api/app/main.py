"""What the API answers, small: how many mails went out, and to whom."""

import json
from wsgiref.simple_server import make_server

from sqlalchemy import create_engine, text

from app.config import DATABASE_URL


def app(environ, start_response):
    engine = create_engine(DATABASE_URL)
    try:
        with engine.connect() as connection:
            counts = {name: connection.execute(text("SELECT count(*) FROM " + name)).scalar() for name in ("users", "deposits", "email_logs")}
    except Exception as error:
        start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
        return [str(error).encode()]
    finally:
        engine.dispose()
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(counts).encode()]


if __name__ == "__main__":
    make_server("", 8000, app).serve_forever()
