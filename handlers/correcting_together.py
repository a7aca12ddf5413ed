"""Two officers at one campaign: what one has typed is put upon what the other has written meanwhile."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from domain.campaign_values import Surroundings
from domain.campaigns import Campaign
from domain.launch import LaunchDraft
from handlers.campaign_changes import differences, names_of
from handlers.visit import Visit
from storage import campaign_versions, people
from storage.dialogues import Draft
from texts import render

SHORT = 60  # characters of a value of the other's that is shown


@dataclass(frozen=True)
class Joined:
    """The present campaign with what this officer has changed. `both`: the keys that both have changed."""

    draft: LaunchDraft
    base: LaunchDraft
    both: frozenset[str]

    @property
    def data(self) -> dict[str, Any]:
        """As the dialogue keeps it."""
        return {"table": self.draft.model_dump(mode="json"), "base": self.base.model_dump(mode="json")}


def joined(kept: Draft, present: LaunchDraft) -> Joined:
    """Of what both have changed this officer's stands, to be confirmed; lists keep what either has added."""
    mine = LaunchDraft.model_validate(kept.data["table"])
    base = LaunchDraft.model_validate(kept.data.get("base", kept.data["table"]))
    changed = {key for key in {*mine.table, *base.table} if mine.table.get(key) != base.table.get(key)}
    theirs = {key for key in {*present.table, *base.table} if present.table.get(key) != base.table.get(key)}
    values = {key: _value(mine.table.get(key), base.table.get(key), present.table.get(key)) for key in changed}
    of_mine = {"responding": mine.responding, "year": mine.year, "inherited": mine.inherited}
    after = present.with_(**values).model_copy(update=of_mine)
    return Joined(after, present, frozenset(changed & theirs))


def _value(mine: Any, base: Any, present: Any) -> Any:
    if not all(isinstance(one, list) for one in (mine, base, present)):
        return mine
    kept = [one for one in present if one in mine or one not in base]
    return [*kept, *(one for one in mine if one not in base and one not in kept)]


async def told(visit: Visit, kept: Draft, campaign: Campaign, joined: Joined, around: Surroundings) -> str:
    """Who has changed it, when and how."""
    since = [one for one in await campaign_versions.of(visit.tx, campaign.id) if one.number >= kept.data["version"]]
    names = names_of(around)
    theirs = [one for old, new in pairwise(since) for one in differences(old.campaign, new.campaign, names, SHORT)]
    last = since[-1] if since else None
    by = await people.get(visit.tx, last.changed_by) if last else None
    facts = {"by": by, "at": last.changed_at if last else visit.now, "theirs": theirs, "both": sorted(joined.both)}
    return render("publishing/changed_beside", person=visit.person, campaign=campaign, **facts)
