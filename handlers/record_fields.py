"""What can be changed in somebody's record: how each thing is shown, chosen from, and read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from domain.errors import Refused
from domain.folding import nfc, strange, visible
from domain.people import Employment, Staff, phone_digits
from texts import label

LONGEST = 120  # characters of a name or a post
GENDERS = {"nam": "male", "nu": "female", "chuaro": ""}
KINDS = {"cc": Employment.CIVIL_SERVANT, "vc": Employment.PUBLIC_EMPLOYEE, "nld": Employment.CONTRACT_WORKER}
_GENDER_LABELS = {"nam": "gender_male", "nu": "gender_female", "chuaro": "gender_unknown"}
_KIND_LABELS = {"cc": "kind_civil_servant", "vc": "kind_public_employee", "nld": "kind_contract_worker"}
_LEADER_LABELS = {"co": "leader_yes", "khong": "leader_no"}


@dataclass(frozen=True)
class Field:
    """`name`: its label. `shown`: as it stands now; `changed`: the person with what was said. `values`: to choose
    from; none: typed.

    `changed` raises Refused where what was said is none of it.
    """

    name: str
    shown: Callable[[Staff], str]
    changed: Callable[[Staff, str], Staff]
    values: Mapping[str, str] = field(default_factory=dict)


def full_name(said: str) -> str:
    """Raises Refused("name_unclear")."""
    name = visible(nfc(said))
    if len(name.split()) < 2 or len(name) > LONGEST or strange(name):  # noqa: PLR2004  # surname and name
        raise Refused("name_unclear")
    return name


def post(said: str) -> str:
    """Raises Refused("post_unclear")."""
    words = visible(said)
    if not words or len(words) > LONGEST:
        raise Refused("post_unclear")
    return words


def _phone(said: str) -> str:
    digits = phone_digits(said)
    if digits is None:
        raise Refused("phone_unclear")
    return digits


def _one_of(values: Mapping[str, object], said: str) -> object:
    if said not in values:
        raise Refused("choice_unclear")
    return values[said]


def _label_of(labels: Mapping[str, str], values: Mapping[str, object], value: object) -> str:
    key = next((one for one, known in values.items() if known == value), None)
    return label(labels[key]) if key else label("not_known")


def _or_none(known: str) -> str:
    return known or label("not_known")


_LEADERS: Mapping[str, object] = {"co": True, "khong": False}
FIELDS: Mapping[str, Field] = {
    "name": Field("field_name", lambda one: one.full_name, lambda one, said: replace(one, full_name=full_name(said))),
    "post": Field(
        "field_post", lambda one: one.post or label("not_known"), lambda one, said: replace(one, post=post(said))
    ),
    "gender": Field(
        "field_gender",
        lambda one: _label_of(_GENDER_LABELS, GENDERS, one.gender),
        lambda one, said: replace(one, gender=str(_one_of(GENDERS, said))),
        _GENDER_LABELS,
    ),
    "employment": Field(
        "field_employment",
        lambda one: _label_of(_KIND_LABELS, KINDS, one.employment),
        lambda one, said: replace(one, employment=Employment(str(_one_of(KINDS, said)))),
        _KIND_LABELS,
    ),
    "leader": Field(
        "field_leader",
        lambda one: _label_of(_LEADER_LABELS, _LEADERS, one.leader),
        lambda one, said: replace(one, leader=bool(_one_of(_LEADERS, said))),
        _LEADER_LABELS,
    ),
    "phone": Field(
        "field_phone", lambda one: one.phone or label("not_known"), lambda one, said: replace(one, phone=_phone(said))
    ),
}
