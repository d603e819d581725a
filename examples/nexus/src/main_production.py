from src.main import create_app

app = create_app()
app.config["SESSION_COOKIE_SECURE"] = True
