"""Pages of accounts, by who uses them: anybody `entry`, whoever is signed in `own`, administrators `people`."""

from app.accounts.routes import entry, own, people

__all__ = ["entry", "own", "people"]
