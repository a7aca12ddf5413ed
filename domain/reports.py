"""The closing report of a unit on a campaign: who owes it, whether it came in time, how long it may be corrected."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.campaigns import Campaign, CampaignState
from domain.dates import days_late
from domain.errors import Refused
from domain.people import Unit

LONGEST = 4000  # characters of one version: a phone sends a longer text as several messages


@dataclass(frozen=True, slots=True)
class Submission:
    """One version of a report, as it was handed in."""

    version: int
    by: int
    at: datetime


@dataclass(frozen=True)
class Report:
    """What one unit owes a campaign that has a report deadline, with every version so far, in their order."""

    campaign: Campaign
    unit: Unit
    asked: bool  # whether the unit takes part
    submissions: tuple[Submission, ...] = ()

    @property
    def deadline(self) -> datetime:
        """Refused("no_report") if the campaign asks for none."""
        if self.campaign.report_deadline is None:
            raise Refused("no_report", campaign=self.campaign)
        return self.campaign.report_deadline

    @property
    def handed_in(self) -> bool:
        return bool(self.submissions)

    @property
    def latest(self) -> Submission:
        return self.submissions[-1]

    @property
    def version(self) -> int:
        """Of what stands there now; 0: nothing."""
        return self.latest.version if self.submissions else 0

    @property
    def days_late(self) -> int:
        """The first hand-in decides, whatever was corrected later."""
        return days_late(self.deadline, self.submissions[0].at)

    def open_until(self, zone: ZoneInfo) -> datetime:
        """Until when another version is taken: the campaign's end, or the deadline where that comes later."""
        return max(self.campaign.closes(zone), self.deadline)

    def require_open(self, now: datetime, zone: ZoneInfo) -> None:
        """Refused once it can no longer be corrected; a first version is taken however late it is."""
        if self.campaign.state is CampaignState.CANCELLED:
            raise Refused("campaign_cancelled", campaign=self.campaign)
        if not self.campaign.opened(now) or not self.asked:
            raise Refused("campaign_unknown")
        if self.handed_in and now >= self.open_until(zone):
            raise Refused("campaign_ended", campaign=self.campaign)
