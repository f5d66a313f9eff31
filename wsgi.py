"""The application as a web server or ``flask --app wsgi`` loads it."""

from app import create_app

app = create_app()
