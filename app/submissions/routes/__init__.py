"""Submissions over HTTP: the exercise and its hand-in, the editor, and files in and out."""

from app.submissions.routes import drafting, handing_in

__all__ = ["drafting", "handing_in"]
