"""What the operator may set: on the command line or as HELHEDSPLAN_SERVER_* variables."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from helhedsplan_server.store.engine import sqlite_url


class ServerConfig(BaseSettings):
    """The settings of one server.

    Args:
        data: folder of the database, the journal and the marks.
        database_url: SQLAlchemy address of another database than the SQLite file in `data`.
        journal: file of the journal; better on another disk than the database.
        tls_cert: certificate chain (PEM); without it only loopback addresses are served.
        tls_key: private key of `tls_cert` (PEM).
        quota_bytes: quota of each new space; None without quota.
        device_rate: requests a second of one device, in the long run.
        device_burst: requests of one device at once.
        address_rate: requests without a session a second from one address, in the long run.
        address_burst: requests without a session from one address at once.
        min_schema: the oldest vocabulary of records that is still handed versions; older programs
            may send what they have, and are told to be updated.
        access_events_days: how long access events are kept (ADR 35).
        health_anywhere: answer `ready` and `metrics` to others than this machine too.
    """

    model_config = SettingsConfigDict(env_prefix="HELHEDSPLAN_SERVER_")

    data: Path
    database_url: str | None = None
    journal: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    quota_bytes: int | None = Field(default=None, ge=0)
    device_rate: float = Field(default=50, gt=0)
    device_burst: int = Field(default=500, gt=0)
    address_rate: float = Field(default=20, gt=0)
    address_burst: int = Field(default=200, gt=0)
    min_schema: int = Field(default=1, ge=1)
    access_events_days: int = Field(default=1826, ge=1, le=36_500)
    health_anywhere: bool = False

    @property
    def url(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or sqlite_url(self.data / "server.db")

    @property
    def journal_file(self) -> Path:
        """Where the journal is."""
        return self.journal or self.data / "journal.log"

    @property
    def marks_file(self) -> Path:
        """Where the last head of each space is noted."""
        return self.data / "heads.marks"

    @property
    def lock_file(self) -> Path:
        """What keeps a second server out of the folder."""
        return self.data / "server.lock"

    @property
    def folder_file(self) -> Path:
        """What the servers of one PostgreSQL know their common folder by."""
        return self.data / "folder.id"
