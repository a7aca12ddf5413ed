"""The stretches of a sentence between its signs and joints, each with what stands before and after its amounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from domain.language.acts import CARRIER, MATTER, OBJECT, first_act
from domain.language.chatter import trimmed, without_end
from domain.language.measures import PEOPLE, THINGS, measure_key
from domain.language.pieces import Break, Counted, Dated, Piece, Placed
from domain.language.words import Word, listed, phrases

PART = phrases(listed("trong đó, gồm, bao gồm, thành, không thành, hòa giải thành"))
NEGATIONS = phrases(listed("không, chưa, chẳng, chả, không có, chưa có"))


@dataclass(slots=True)
class Segment:
    """The pieces between two breaks: words before the first amount, amounts, words after it."""

    before: list[Word] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    after: list[Word] = field(default_factory=list)
    rest: list[Word] = field(default_factory=list)  # after the second amount
    dated: list[Dated] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    leads: bool = False
    sign: str = ""

    @classmethod
    def of(cls, pieces: Iterable[Piece], sign: str) -> "Segment":
        segment = cls(sign=sign)
        for piece in pieces:
            segment.take(piece)
        segment.before = trimmed(segment.before) or segment.reported()
        segment.after = without_end(segment.after)
        segment.rest = without_end(segment.rest)
        return segment

    def take(self, piece: Piece) -> None:
        match piece:
            case Word():
                runs = (self.before, self.after, self.rest)
                runs[min(len(self.counted), 2)].append(piece)
            case Counted():
                self.counted.append(piece)
            case Dated():
                self.dated.append(piece)
            case Placed():
                self.leads = self.leads or not trimmed(self.before)
                self.places.append(piece.name)
            case Break():
                self.sign = piece.sign

    def reported(self) -> list[Word]:
        """“báo cáo 2 văn bản” is an act where nothing else is one."""
        last = first_act(self.before[-2:])
        thing = self.counted and self.counted[0].amount.measure in THINGS
        return self.before[-2:] if last and last[0] == OBJECT and thing and not first_act(self.after) else []

    @property
    def only_days(self) -> bool:
        """“(hôm qua) và hôm nay”; a deadline is none of the days on which something was done."""
        said = self.before or self.counted or self.places
        return not said and not any(each.due for each in self.dated)

    @property
    def negative(self) -> bool:
        return NEGATIONS.first(self.before) is not None


def names_verb(sentence: Sequence[Word]) -> bool:
    act = first_act(sentence)
    return act is not None and act[0] not in {CARRIER, MATTER}


def segments_of(pieces: Sequence[Piece]) -> list[Segment]:
    """The sentence cut at its signs and joints, and where another act with its amount begins without any."""
    parts: list[tuple[str, list[Piece]]] = [("", [])]
    for piece in pieces:
        if isinstance(piece, Break):
            parts.append((piece.sign, []))
        else:
            parts[-1][1].append(piece)
    return [Segment.of(run, sign) for sign, part in parts for run, sign in _runs(part, sign) if run]


def _runs(part: list[Piece], sign: str) -> list[tuple[list[Piece], str]]:
    counted = [at for at, piece in enumerate(part) if isinstance(piece, Counted)]
    for left, right in pairwise(counted):
        cut = _cut_between(part, left, right)
        if cut:
            return [(part[:cut], sign), *_runs(part[cut:], "")]
    return [(part, sign)]


def _cut_between(part: list[Piece], left: int, right: int) -> int:
    """Where another act begins between these two amounts; 0 if the second only measures the same act."""
    gap = [(at, piece) for at, piece in enumerate(part[left + 1 : right], left + 1) if isinstance(piece, Word)]
    act = first_act([word for _, word in gap])
    if not act or act[0] in {CARRIER, MATTER}:
        return _same_again(part, left, right)
    if not any(isinstance(piece, Word) and first_act([piece]) for piece in part[:left]) and not names_verb(
        [piece for piece in part[:left] if isinstance(piece, Word)]
    ):
        later = names_verb([piece for piece in part[right + 1 :] if isinstance(piece, Word)])
        return right if later else 0
    first, second = part[left], part[right]
    topic = gap[act[1]][0] == left + 1 and isinstance(second, Counted) and second.amount.measure in PEOPLE
    if topic and isinstance(first, Counted) and first.amount.measure not in {"vụ", "vụ việc", "việc"}:
        return 0
    cut = gap[act[1]][0]
    while cut > left + 1 and isinstance(part[cut - 1], Dated):
        cut -= 1
    return cut


def _same_again(part: list[Piece], left: int, right: int) -> int:
    """“3 đơn khiếu nại | 2 đơn tố cáo”, “4 vụ | thành 3 vụ”: one measure twice is never added up unasked."""
    keys = {measure_key(piece.amount.measure) for piece in (part[left], part[right]) if isinstance(piece, Counted)}
    if len(keys) > 1:
        return 0
    gap = part[left + 1 : right]
    words = [piece for piece in gap if isinstance(piece, Word)]
    of_it = PART.first(words)
    return left + 1 + gap.index(words[of_it[1]]) if of_it else right
