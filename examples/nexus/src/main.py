from flask import Flask, jsonify
from src import database


def create_app():
    app = Flask(__name__)
    database.init_app(app)

    @app.get("/health")
    def health():
        return jsonify(status="ok")

    return app
