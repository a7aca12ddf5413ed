"""Reads what people type to choose from a menu: “1”, “so 1 va so 3”, “(2)”, a label or the beginning of one."""

import re
import unicodedata
from collections.abc import Sequence

from domain.folding import fold
from domain.messages import Choice

_ITEM = r"[(\[]?\s*(?:(?:toi )?(?:chon|so|muc|cau|y)\s*)*(\d{1,3})\s*[)\].]?"
_BETWEEN = r"(?:\s*[,;&+]\s*|\s+va\s+|\s+)"
_NUMBERS = re.compile(rf"{_ITEM}(?:{_BETWEEN}{_ITEM})*(?:\s+(?:a|nhe|nha))?[\s.]*")
_BEFORE, _AFTER = re.compile(r"^(?:da|vang|toi chon|em chon|chon)\s+"), re.compile(r"\s+(?:a|nhe|nha|em|chi|anh)$")
_NOISE = re.compile(r"[.,!?…:;“”\"'()\[\]]+")
_AGREED = {
    *("da", "vang", "co", "phai", "u", "uh", "ok", "oke", "okie", "yes", "xac nhan", "dong y", "nhat tri"),
    *("dung", "dung roi", "dung vay", "dung the", "chinh xac"),
}
_DECLINED = {"khong", "ko", "k", "thoi", "thoi khong"}
_LEAVING = {"huy", "huy bo", "quay lai", "quay ve", "tro lai"}
_STEERING = _LEAVING | {"hoan tac", "sua", "tiep tuc", "thoat"}
_OWN_NUMBER = re.compile(r"^\d+\. ")  # of a label that refers to a line of its text
SHORTEST, ENOUGH = 2, 4  # letters of the beginning of a label: of whole words, of a word that is cut short


def numbers(text: str) -> tuple[int, ...]:
    """The numbers that are all somebody typed, keycaps included; empty if there is anything else."""
    plain = fold(unicodedata.normalize("NFKC", text.replace("\u20e3", " ").replace("\ufe0f", "")))
    if not _NUMBERS.fullmatch(plain):
        return ()
    return tuple(int(found) for found in re.findall(r"\d+", plain))


def spelled(text: str) -> str:
    """Words as they are compared: folded, without punctuation."""
    return fold(_NOISE.sub(" ", text))


def _label(choice: Choice) -> str:
    return spelled(_OWN_NUMBER.sub("", choice.label))


def _said(text: str) -> list[str]:
    """The words as they stand, then without the courtesy after them, and before them."""
    exact = spelled(text)
    bare = _AFTER.sub("", exact)
    return [exact, bare, _BEFORE.sub("", bare)]


def labelled(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one choice whose whole label was typed, marks and case aside; politely or not, unless it destroys."""
    said = _said(text)
    meant = [one for one in choices if _label(one) in (said[:1] if one.destroys else said)]
    return meant[0] if len({choice.command for choice in meant}) == 1 else None


def agrees(text: str) -> bool:
    """Whether it is a yes to a question: “dạ”, “đúng rồi ạ”. “Đã rõ”, “cảm ơn” only acknowledge."""
    return not _AGREED.isdisjoint(_said(text))


def declined(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one choice that leaves all as it is, where the text is a no: “không”, “thôi ạ”."""
    meant = [one for one in choices if one.declines]
    return meant[0] if meant and not _DECLINED.isdisjoint(_said(text)) else None


def steers(text: str) -> bool:
    """Whether these words only move through the screens, or answer a question: never the name of work."""
    return agrees(text) or not (_STEERING | _DECLINED).isdisjoint(_said(text))


def leaves(text: str) -> bool:
    """Whether they lead out of a question that was just asked."""
    return not (_LEAVING | _DECLINED).isdisjoint(_said(text))


def begun(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one choice whose label begins so; never one that destroys something."""
    said = spelled(text)
    meant = [choice for choice in choices if _begins(_label(choice), said)]
    return meant[0] if len(meant) == 1 and not meant[0].destroys else None


def _begins(label: str, said: str) -> bool:
    """Whole words (“khong” for “Không đồng ý”), or enough letters: “co” does not begin “Công bố”."""
    if len(said) < SHORTEST or not label.startswith(said):
        return False
    return len(said) >= ENOUGH or f"{label} ".startswith(f"{said} ")
