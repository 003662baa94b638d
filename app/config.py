"""Settings, read from `MILEPOST_*` environment variables and checked before anything else starts."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Any, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]
SHORTEST_SECRET = 32


class Environment(enum.StrEnum):
    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"
    TESTING = "testing"


class Settings(BaseSettings):
    """Every default is safe in production and fit to publish; the secret has none there."""

    model_config = SettingsConfigDict(env_prefix="MILEPOST_", frozen=True, extra="ignore")

    environment: Environment = Environment.PRODUCTION
    secret_key: str = ""
    instance: Path = Field(default=ROOT / "instance", description="folder for the embedded database, files and outbox")
    database_url: str = Field(default="", description="empty: an SQLite database in the instance folder")
    base_url: str = Field(default="http://127.0.0.1:8000", description="how links in e-mails begin")
    secure_cookies: bool = Field(default=True, description="send cookies over HTTPS only; off outside production")
    scenarios_folder: Path = ROOT / "scenarios"
    content_folder: Path = ROOT / "content"
    upload_limit_mb: int = Field(default=20, ge=1, le=200, description="largest evidence file, in megabytes")
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="reverse proxies in front, whose word on the caller's address is taken"
    )
    provider_contact: str = Field(default="your training provider", description="whom to ask, named on error pages")

    @model_validator(mode="after")
    def secret_is_secret(self) -> Self:
        if self.environment is not Environment.TESTING and len(self.secret_key) < SHORTEST_SECRET:
            raise ValueError(
                f"MILEPOST_SECRET_KEY must be set to at least {SHORTEST_SECRET} random characters, for example from "
                '`python3 -c "import secrets; print(secrets.token_urlsafe(48))"`'
            )
        return self

    @property
    def is_demonstration(self) -> bool:
        return self.environment is Environment.DEMONSTRATION

    @property
    def sqlalchemy_url(self) -> str:
        return self.database_url or f"sqlite:///{self.instance / 'milepost.sqlite'}"

    def as_flask_config(self) -> dict[str, Any]:
        is_testing = self.environment is Environment.TESTING
        return {
            "SECRET_KEY": self.secret_key or "testing",
            "TESTING": is_testing,
            "DEMONSTRATION": self.is_demonstration,
            "DATABASE_URL": self.sqlalchemy_url,
            "BASE_URL": self.base_url.rstrip("/"),
            "SCENARIOS_FOLDER": self.scenarios_folder,
            "CONTENT_FOLDER": self.content_folder,
            "FILES_FOLDER": self.instance / "files",
            "OUTBOX_FOLDER": self.instance / "outbox",
            "TRUSTED_PROXIES": self.trusted_proxies,
            "PROVIDER_CONTACT": self.provider_contact,
            "UPLOAD_LIMIT_MB": self.upload_limit_mb,
            "MAX_CONTENT_LENGTH": (self.upload_limit_mb + 1) * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
            "MAX_FORM_PARTS": 12_000,
            "SESSION_COOKIE_NAME": "milepost",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.secure_cookies and self.environment is Environment.PRODUCTION,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_ENABLED": not is_testing,
        }
