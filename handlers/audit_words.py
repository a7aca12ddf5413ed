"""The log in words, and what of it is asked for: in choices (n17 kpeople d2026-06-17) or in words."""

import re
from dataclasses import dataclass, replace
from datetime import date

from domain.folding import fold
from storage.audit import ON_COMPUTER, Entry, Wanted
from texts import audit_words, platform_name, role_name

_ASKED = re.compile(r"(?:xem )?(?:nhat ky(?: thao tac)?|ai da lam gi|lich su thao tac) (.{1,80})")
_PARTS = {"n": re.compile(r"n(\d{1,18})"), "t": re.compile(r"t(\d{1,18})"), "k": re.compile(r"k([a-z]+)")}
_DAY = re.compile(r"d(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose acts, of which kind, on which day, before which entry; None: any."""

    staff_id: int | None = None
    kind: str | None = None
    day: date | None = None
    before: int | None = None

    @property
    def wanted(self) -> Wanted:
        areas = audit_words()["kinds"][self.kind]["areas"] if self.kind else ()
        return Wanted(self.staff_id, tuple(areas), self.day)

    def line(self, verb: str = "", **changes: object) -> str:
        """The command that shows it, so changed; from its newest entry on, unless `before` says otherwise."""
        new = replace(self, **{"before": None, **changes})  # type: ignore[arg-type]  # the caller names our own fields
        parts = [
            *(["n" + str(new.staff_id)] if new.staff_id else []),
            *(["k" + new.kind] if new.kind else []),
            *(["d" + new.day.isoformat()] if new.day else []),
            *(["t" + str(new.before)] if new.before else []),
        ]
        return " ".join(("/nhatky", *([verb] if verb else []), *parts))


def asked(args: tuple[str, ...]) -> Asked:
    """What the words of a command ask for; what is none of them is passed over."""
    found = {name: match[1] for name, part in _PARTS.items() for word in args if (match := part.fullmatch(word))}
    kind = found.get("k")
    return Asked(
        staff_id=int(found["n"]) if "n" in found else None,
        kind=kind if kind in audit_words()["kinds"] else None,
        day=_day(args),
        before=int(found["t"]) if "t" in found else None,
    )


def _day(args: tuple[str, ...]) -> date | None:
    said = next((match[1] for word in args if (match := _DAY.fullmatch(word))), None)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


def asked_for(text: str) -> str | None:
    """The command line for “nhật ký chị Hoa”, “nhật ký hôm qua”, “ai đã làm gì 12/8”; None for any other words."""
    said = _ASKED.fullmatch(fold(text).rstrip(" .?"))
    return f"nhatky tim {said[1]}" if said else None


def kind_named(said: str) -> str | None:
    """The kind whose label begins so: “đợt thi đua”, “kết quả”."""
    words = fold(said)
    kinds = audit_words()["kinds"].items()
    found = [key for key, kind in kinds if any(fold(part) == words for part in kind["label"].split(", "))]
    return found[0] if found else next((key for key, kind in kinds if fold(kind["label"]) == words), None)


def done(entry: Entry) -> str:
    """What was done: “sửa hồ sơ cán bộ số 17 (chức vụ)”."""
    said = _act(entry)
    fields = [audit_words()["fields"][name] for name in entry.fields if name in audit_words()["fields"]]
    return f"{said} ({', '.join(dict.fromkeys(fields))})" if fields else said


def _act(entry: Entry) -> str:
    acts = audit_words()["acts"]
    known = entry.act if entry.act in acts else entry.act.rpartition(".")[0]
    said = str(acts.get(known, entry.act)).format(entry.subject or "")
    return said if known == entry.act or known not in acts else f"{said}: {role_name(entry.act.rpartition('.')[2])}"


def place(entry: Entry) -> str:
    """Where it was done; "" for the schedule."""
    if entry.origin in {"", ON_COMPUTER}:
        return str(audit_words()["nobody"]["computer"]) if entry.origin else ""
    return platform_name(entry.origin)


def nobody(entry: Entry) -> str:
    """Who it was, where it was none of the staff."""
    if entry.act in audit_words()["nobody"]["strangers"]:
        return str(audit_words()["nobody"]["stranger"])
    return str(audit_words()["nobody"]["admin" if entry.origin == ON_COMPUTER else "schedule"])
