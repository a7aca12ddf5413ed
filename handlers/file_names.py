"""Names of files, in letters that every computer and every platform takes."""

import re

from domain.campaigns import Campaign
from domain.folding import fold
from texts import words

LONGEST = 60  # of what a campaign or a unit adds to it


def named(kind: str, campaign: Campaign, unit: str = "") -> str:
    """“tong-hop-dang-ky-dot-thi-dua-28-8.xlsx”."""
    return str(words()["summary"]["files"][kind]).format(campaign=_plain(campaign.label), unit=_plain(unit))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST]
