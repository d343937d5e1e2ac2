"""Log lines: text or JSON, and never a secret."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

#: What a Bot API token looks like, wherever it stands: in a URL it follows the letters "bot". That
#: it has a letter tells it from a port or a key.
_TOKEN = re.compile(r"(?<!\d)\d{3,}(?::|%3A)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{4,}")
_PASSWORD = re.compile(r"(://[^:/@\s]*:)[^@\s]+@")


def without_secrets(text: str) -> str:
    """Give a text with tokens and passwords blacked out."""
    return _PASSWORD.sub(r"\1***@", _TOKEN.sub("***", text))


class TextFormatter(logging.Formatter):
    """One line for a person: time, level, what."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        at = datetime.fromtimestamp(record.created, UTC)
        line = f"{at:%Y-%m-%d %H:%M:%S}Z {record.levelname.lower():7} {record.getMessage()}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return without_secrets(line)


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for a collector."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "from": record.name,
            "text": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def set_up(level: str, form: str) -> None:
    """Send log lines of this level and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # The scheduler names every tick at INFO, the access log every request.
    for noisy in ("apscheduler", "aiohttp.access", "httpx"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
