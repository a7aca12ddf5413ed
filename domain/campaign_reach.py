"""Who takes part in a campaign, of those on the roster."""

from domain.campaign_values import Surroundings
from domain.campaigns import Campaign


def units_of(campaign: Campaign, around: Surroundings) -> frozenset[int]:
    """The units that take part as collectives: of some kinds of staff only those in which somebody is of one."""
    concerned, kinds = _concerned(campaign, around), campaign.employments
    return concerned & {one.unit_id for one in around.people if one.employment in kinds} if kinds else concerned


def _concerned(campaign: Campaign, around: Surroundings) -> frozenset[int]:
    return frozenset(unit.id for unit in around.units if campaign.concerns(unit))


def members(campaign: Campaign, around: Surroundings) -> frozenset[int]:
    """The staff ids of all who take part."""
    units, staff = _concerned(campaign, around), campaign.employments
    of_units = (one for one in around.people if one.unit_id in units and (not staff or one.employment in staff))
    here = {one.id for one in around.people}
    return frozenset(one.id for one in of_units) | (campaign.people & here)
