"""Every table, imported in one place so that migrations and the mapper know them all."""

from app.accounts import models as accounts
from app.core import events
from app.core.db import Base
from app.marking import models as marking
from app.notices import models as notices
from app.portfolio import models as portfolio
from app.programmes import models as programmes
from app.scenarios import models as scenarios
from app.submissions import models as submissions

__all__ = ["Base", "accounts", "events", "marking", "notices", "portfolio", "programmes", "scenarios", "submissions"]
