"""Accounts: organisations, people, what each may do where, and signing in."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, template_folder="templates")

from app.accounts import routes  # noqa: E402, F401
