"""What the log holds: our own words and the places of errors; never a secret, nor a request's address."""

import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType

HIDDEN = "***"
QUIET = {  # httpx logs every address, and the address carries the token; telegram quotes what the server said
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "apscheduler": logging.ERROR,  # a tick skipped while one runs is no news
    "telegram": logging.WARNING,
    "telegram.request": logging.CRITICAL,
    "uvicorn.error": logging.CRITICAL,  # what fell is written down by the page that fell, without anyone's words
}
_TOKEN = re.compile(r"\d{5,20}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")


class Redacting(logging.Formatter):
    """Hides secrets in the finished line, so in the text of exceptions too."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        record.exc_text = None  # kept by the class above for the next handler, secrets and all
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return _TOKEN.sub(HIDDEN, line)


def set_up(secrets: list[str]) -> None:
    """Log to standard error from now on, at INFO; uncaught errors and warnings go the same way."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger().critical("stopped by an error", exc_info=(kind, error, trace))
