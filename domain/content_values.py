"""The values in a campaign's file that say its content: levels, kinds, awards, people and kinds of staff, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from domain.award_types import AwardClass, AwardTypes
from domain.campaign_content import Kind, Level
from domain.campaign_values import Somebody, Surroundings, Wrong, tidy
from domain.folding import fold, nearest
from domain.people import Employment

MOST_NAMED = 200  # people that are chosen one by one
LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("bo", "bo tu phap", "trung uong"), Level.MINISTRY),
    **dict.fromkeys(("tinh", "ubnd tinh", "chu tich ubnd tinh", "thanh pho", "ubnd thanh pho"), Level.PROVINCE),
    **dict.fromkeys(("cum", "cum thi dua", "khoi", "khoi thi dua", "khu vuc", "khu vuc thi dua"), Level.CLUSTER),
    **dict.fromkeys(("so", "so tu phap", "co quan"), Level.OFFICE),
    **dict.fromkeys(("don vi", "phong", "trung tam", "phong don vi"), Level.UNIT),
}
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("thuong xuyen", "thi dua thuong xuyen", "hang nam", "ca nam"), Kind.REGULAR),
    **dict.fromkeys(("dot cao diem", "cao diem", "dot", "theo dot", "dot thi dua cao diem"), Kind.PEAK_DRIVE),
    **dict.fromkeys(("chuyen de", "theo chuyen de", "thi dua theo chuyen de"), Kind.THEMATIC),
}
STAFF = {
    "cong chuc": Employment.CIVIL_SERVANT,
    "vien chuc": Employment.PUBLIC_EMPLOYEE,
    "nguoi lao dong": Employment.CONTRACT_WORKER,
    "nld": Employment.CONTRACT_WORKER,
}
STAFF_WORDS = {
    Employment.CIVIL_SERVANT: "công chức",
    Employment.PUBLIC_EMPLOYEE: "viên chức",
    Employment.CONTRACT_WORKER: "người lao động",
}
LEVEL_WORDS = {
    Level.MINISTRY: "Bộ Tư pháp",
    Level.PROVINCE: "tỉnh",
    Level.CLUSTER: "cụm thi đua",
    Level.OFFICE: "Sở",
    Level.UNIT: "đơn vị",
}
KIND_WORDS = {Kind.REGULAR: "thường xuyên", Kind.PEAK_DRIVE: "đợt cao điểm", Kind.THEMATIC: "chuyên đề"}
_YES, _NO = {"co", "dung", "roi", "cung phat dong"}, {"khong", "khong co", "chua"}


def level(text: str) -> Level | None:
    """“cấp Sở”, “UBND tỉnh Thái An”, “Bộ Tư pháp”: the longest words that begin it."""
    said = fold(text).removeprefix("cap ")
    begun = [words for words in LEVELS if f"{said} ".startswith(f"{words} ")]
    return LEVELS[max(begun, key=len)] if begun else None


def kind(text: str) -> Kind | None:
    return KINDS.get(fold(text).removeprefix("loai "))


def _level(value: Any) -> Level:
    found = level(value) if isinstance(value, str) else None
    if found is None:
        raise Wrong("unknown_level", text=value)
    return found


def _kind(value: Any) -> Kind:
    found = kind(value) if isinstance(value, str) else None
    if found is None:
        raise Wrong("unknown_kind", text=value)
    return found


def _yes(value: Any) -> bool:
    """TOML's own, or a word."""
    if isinstance(value, bool):
        return value
    said = fold(value) if isinstance(value, str) else ""
    if said not in _YES | _NO:
        raise Wrong("not_yes_or_no", text=value)
    return said in _YES


def _staff(value: Any) -> frozenset[Employment]:
    return frozenset(_employment(name) for name in _texts(value))


def _employment(name: str) -> Employment:
    if fold(name) not in STAFF:
        raise Wrong("unknown_staff_kind", text=name)
    return STAFF[fold(name)]


def _people(value: Any, info: ValidationInfo[Surroundings]) -> frozenset[int]:
    return frozenset(somebody(name, info.context.people).id for name in _texts(value))


def somebody(name: str, people: Sequence[Somebody]) -> Somebody:
    """By the full name, with the unit in brackets where two are called alike: “Lê Thị Hoa (TTTGPL)”.

    Raises Wrong: unknown_person(text, close), person_ambiguous(text, units).
    """
    bare, _, unit = (part.strip(" )") for part in tidy(name).partition("("))
    named = [one for one in people if fold(one.name) == fold(bare)]
    found = [one for one in named if not unit or fold(unit) in {fold(one.unit), fold(one.short)}]
    if not found:
        close = nearest(bare, {one.name for one in people}) if not named else named[0].name
        raise Wrong("unknown_person", text=name, close=close or "")
    if len(found) > 1:
        raise Wrong("person_ambiguous", text=name, units=[one.unit for one in found])
    return found[0]


def called(ids: Iterable[int], people: Sequence[Somebody]) -> list[str]:
    """As a file names them, those who left aside; the unit beside a name that several have."""
    chosen, names = set(ids), [fold(one.name) for one in people]
    found = (one for one in people if one.id in chosen)
    return [f"{one.name} ({one.short or one.unit})" if names.count(fold(one.name)) > 1 else one.name for one in found]


def _texts(value: Any) -> list[str]:
    named = [value] if isinstance(value, str) else value
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        raise Wrong("not_a_list")
    return named


def award(text: Any, kind: AwardClass, awards: AwardTypes) -> str:
    """The full name of a title or of a form.

    Raises Wrong: not_text, title_is_form(text, name), form_is_title(text, name), unknown_award(text, kind, meant).
    """
    if not isinstance(text, str):
        raise Wrong("not_text")
    one = awards.named(text)
    if one is None:
        raise Wrong("unknown_award", text=text, kind=kind, meant=awards.meant(text, kind))
    if one.kind is not kind:
        raise Wrong("title_is_form" if kind is AwardClass.TITLE else "form_is_title", text=text, name=one.name)
    return one.name


def _titles(value: Any, info: ValidationInfo[Surroundings]) -> list[str]:
    named = (award(one, AwardClass.TITLE, info.context.awards) for one in _texts(value))
    return [*dict.fromkeys(named)]


def _forms(value: Any, info: ValidationInfo[Surroundings]) -> list[str]:
    named = (award(one, AwardClass.FORM, info.context.awards) for one in _texts(value))
    return [*dict.fromkeys(named)]


def _form(value: Any, info: ValidationInfo[Surroundings]) -> str:
    return award(value, AwardClass.FORM, info.context.awards)


ALevel = Annotated[Level, BeforeValidator(_level)]
AKind = Annotated[Kind, BeforeValidator(_kind)]
YesOrNo = Annotated[bool, BeforeValidator(_yes)]
StaffKinds = Annotated[frozenset[Employment], BeforeValidator(_staff)]
People = Annotated[frozenset[int], Field(max_length=MOST_NAMED), BeforeValidator(_people)]
Titles = Annotated[tuple[str, ...], Field(max_length=20), BeforeValidator(_titles)]
Forms = Annotated[tuple[str, ...], Field(max_length=20), BeforeValidator(_forms)]
Form = Annotated[str, BeforeValidator(_form)]
Words = Annotated[str, Field(max_length=1500), BeforeValidator(tidy)]
Lines = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=500), BeforeValidator(tidy)], ...], Field(max_length=30)
]
