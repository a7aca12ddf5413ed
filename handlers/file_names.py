"""Names of files, in letters that every computer and every platform takes."""

import re
from collections import Counter
from collections.abc import Mapping

from domain.campaigns import Campaign
from domain.folding import fold
from domain.messages import Attachment
from texts import words

LONGEST = 60  # of what a campaign or a unit adds to it


def named(kind: str, campaign: Campaign, unit: str = "") -> str:
    """“tong-hop-dang-ky-dot-thi-dua-28-8-17.xlsx”: with its number, since another year's may be called the same."""
    label = f"{_plain(campaign.label)}-{campaign.id}"
    return str(words()["summary"]["files"][kind]).format(campaign=label, unit=_plain(unit))


def apart(files: Mapping[int, Attachment]) -> list[Attachment]:
    """Of units, by their ids: where names are the same in plain letters, the id tells them apart."""
    times = Counter(one.name for one in files.values())
    return [one if times[one.name] == 1 else _with(one, unit_id) for unit_id, one in files.items()]


def _with(file: Attachment, unit_id: int) -> Attachment:
    stem, dot, ending = file.name.rpartition(".")
    return file.model_copy(update={"name": f"{stem}-{unit_id}{dot}{ending}"})


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST]
