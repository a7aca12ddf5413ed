"""What is particular to one office: its settings, as the rules need them."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from domain.anniversaries import Anniversary
from domain.calendar import WorkCalendar
from domain.data_requests import DataRules
from domain.digests import DigestSettings
from domain.keeping import Keeping
from domain.reminders import ReminderSettings


@dataclass(frozen=True)
class Office:
    """One Department of Justice. `public_contact`: whom a citizen may ask, public information only.

    `anniversaries`: its own founding days. `checked_templates`: keys of the yearly templates that it has checked.
    `director_agrees`: a campaign is published only once the Director has agreed to what will be sent.
    """

    name: str
    public_contact: str
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    reminders: ReminderSettings = field(default_factory=ReminderSettings)
    anniversaries: tuple[Anniversary, ...] = ()
    checked_templates: frozenset[str] = frozenset()
    digest: DigestSettings = field(default_factory=DigestSettings)
    director_agrees: bool = False
    keeping: Keeping = field(default_factory=Keeping)
    data: DataRules = field(default_factory=DataRules)

    @property
    def zone(self) -> ZoneInfo:
        return self.calendar.zone
