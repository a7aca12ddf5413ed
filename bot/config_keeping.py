"""The settings of whoever looks after the server: how much one person may write, what is kept, and for how long."""

from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.config_office import Section
from domain.keeping import Keeping

Days = Annotated[int, Field(ge=1, le=3650)]


class LimitsSection(Section):
    """Messages of one person within a minute; 0: as many as come."""

    per_minute: Annotated[int, Field(ge=0)] = 30


class BackupSection(Section):
    """`folder`: from that of the database. `keep_days` 0: the assistant makes no copies itself."""

    at: time = time(2)
    keep_days: Annotated[int, Field(ge=0, le=3650)] = 30
    folder: Path = Path("backups")


class RetentionSection(Section):
    texts_days: Days = 30
    questions_days: Days = 365


def keeping(backup: BackupSection, retention: RetentionSection) -> Keeping:
    return Keeping(backup.at, backup.keep_days, retention.texts_days, retention.questions_days)
