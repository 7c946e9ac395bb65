"""Where the log goes and what it may hold: codes, routes and times, no traceback, no content."""

import logging
import sys
from typing import Final

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


def set_up() -> None:
    """Send the log to standard error; the service manager keeps and rotates it.

    The web framework's own loggers stay silent below an error, and even then only the type of an
    exception is written: a traceback may quote what was sent.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(_without_traceback)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "litestar", "sqlalchemy", "alembic"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _without_traceback(record: logging.LogRecord) -> bool:
    if record.exc_info:
        kind = record.exc_info[0]
        record.msg, record.args = f"fault {kind.__name__ if kind else ''}", ()
        record.exc_info = record.exc_text = None
    record.stack_info = None
    return True
