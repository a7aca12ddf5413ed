"""Who did what how often: the pieces of a sentence put together, one clause for each act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from domain.acts import CARRIER, MATTER, OBJECT, SPELLINGS, first_act, spelled
from domain.chatter import trimmed, without_end
from domain.measures import PEOPLE, THINGS
from domain.pieces import Break, Counted, Dated, Piece, Placed
from domain.words import Word, listed, phrases

_CUTS = phrases(
    listed(
        "cho, với, của, nhân dịp, nhân ngày, theo, do, gồm, trong đó, có, không, chưa, được, để, bằng,"
        " thông qua, phục vụ, liên quan, trên địa bàn, đúng hạn, trước hạn, trễ hạn, quá hạn, miễn phí,"
        " đến từ, đều"
    )
)
# More words than these before the act say something worth keeping.
_CHATTY = 3
NEGATIONS = phrases(listed("không, chưa, chẳng, chả, không có, chưa có"))
_BETTER = {
    "tố tụng": "tham gia tố tụng",
    "truyền thông trợ giúp pháp lý": "truyền thông về trợ giúp pháp lý",
    "trợ giúp": "trợ giúp pháp lý",
}


@dataclass(slots=True)
class Clause:
    """One act: its name, whether that is a known act, and what belongs to it."""

    act: str = ""
    known: bool = False
    counted: list[Counted] = field(default_factory=list)
    dated: list[Dated] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said: list[Word] = field(default_factory=list)  # the words before its first amount
    after: bool = False  # the act was named after its amount
    leads: bool = False  # the place comes before the act, so that it holds for the next clauses too


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
        segment.before = trimmed(segment.before)
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

    @property
    def negative(self) -> bool:
        return NEGATIONS.first(self.before) is not None


def clauses(pieces: Sequence[Piece]) -> list[Clause]:
    """One clause for each act in the sentence, in order; none if nothing was counted and no act is known."""
    found: list[Clause] = []
    waiting: Segment | None = None
    for part in _segments(pieces):
        segment = _joined(waiting, part, found) if waiting else part
        waiting = None
        if segment.counted and not segment.negative:
            _count(segment, found)
        elif found:
            _add(found[-1], segment)
        else:
            waiting = segment
    if waiting and not found and not waiting.negative:
        found = _uncounted(waiting)
    return found


def _uncounted(segment: Segment) -> list[Clause]:
    act = first_act(segment.before)
    return [_clause(segment)] if act and act[0] != CARRIER else []


def _joined(waiting: Segment, segment: Segment, found: list[Clause]) -> Segment:
    """What came before without an amount belongs to what follows, unless both name an act of their own."""
    segment.dated = waiting.dated + segment.dated
    segment.places, segment.leads = waiting.places + segment.places, waiting.leads or segment.leads
    if waiting.negative or not waiting.before:
        return segment
    own, other = _verb(segment.before), _verb(waiting.before)
    if own and other and segment.counted:
        found.append(_clause(replace(waiting, dated=list(segment.dated), places=[])))
    elif other or not own:
        sign = [Word(segment.sign, segment.sign)] if segment.sign.isalpha() or segment.sign == "," else []
        segment.before = [*waiting.before, *(sign if segment.before else []), *segment.before]
    return segment


def _verb(sentence: Sequence[Word]) -> bool:
    act = first_act(sentence)
    return act is not None and act[0] not in {CARRIER, MATTER}


def _count(segment: Segment, found: list[Clause]) -> None:
    act = first_act(segment.before)
    own = act is not None and (act[0] != CARRIER or not found)
    named_after = (not found or found[-1].after) and first_act(segment.after) is not None
    if found and not own and not named_after and not _strange(segment):
        if _again(segment, found[-1]):
            segment.before = found[-1].said
            found.append(_clause(segment))
        else:
            _add(found[-1], segment)
    else:
        found.append(_clause(segment))


def _strange(segment: Segment) -> bool:
    """Before people and money any words may stand (“thu hút 60 người”); before other things rather an unknown act."""
    measure = segment.counted[0].amount.measure
    return bool(segment.before) and measure not in PEOPLE and measure != "đồng"


def _again(segment: Segment, clause: Clause) -> bool:
    """“40 hồ sơ hộ tịch, 12 hồ sơ chứng thực”, “3 tin, 2 bài”: the same verb once more, not a further measure."""
    measures = {each.amount.measure for each in clause.counted}
    measure = segment.counted[0].amount.measure
    act = first_act(clause.said)
    completed = act is not None and act[0] == OBJECT and act[2] == len(clause.said) and measure in THINGS
    return bool(clause.said) and not segment.before and (measure in measures or completed)


def _add(clause: Clause, segment: Segment) -> None:
    """A further measure of the same act, or only a remark."""
    if not segment.negative:
        clause.counted += segment.counted
    clause.dated += [] if clause.dated else segment.dated
    clause.places += segment.places
    said = list(segment.before)
    if said or segment.negative:
        said += [Word(each.typed, each.typed) for each in segment.counted]
    said += [*segment.after, *segment.rest]
    if said:
        clause.notes.append(spelled(said))


def _clause(segment: Segment) -> Clause:
    clause = Clause(
        counted=list(segment.counted), dated=list(segment.dated), places=list(segment.places), leads=segment.leads
    )
    clause.said = segment.before
    act = first_act(segment.before)
    later = first_act(segment.after)
    if later and (not segment.before or (act and act[0] == CARRIER) or not act):
        _name_from(clause, segment.after, later)
        clause.after = True
    elif act:
        _name_from(clause, segment.before, act)
        _complete(clause, act, segment)
    else:
        clause.act = spelled(segment.before)
        clause.notes += [spelled(segment.after)] if segment.after else []
    clause.notes += [spelled(segment.rest)] if segment.rest else []
    clause.act = _BETTER.get(clause.act, clause.act)
    return clause


def _name_from(clause: Clause, sentence: Sequence[Word], act: tuple[str, int, int]) -> None:
    """The act from its verb up to whom and what for it was done; the rest is a remark."""
    cut = next((at for at in range(act[2], len(sentence)) if _CUTS.at(sentence, at)), len(sentence))
    clause.known = True
    begin = act[1] if clause.counted else 0
    if begin > _CHATTY:
        clause.notes.append(spelled(sentence[:begin]))
    clause.act = spelled(trimmed(sentence[begin:cut]) or sentence[begin:cut])
    rest = trimmed(sentence[cut:])
    if rest:
        clause.notes.append(spelled(sentence[cut:]))


def _complete(clause: Clause, act: tuple[str, int, int], segment: Segment) -> None:
    """“cấp 36 bản sao trích lục” is the act “cấp bản sao trích lục”; after “tư vấn” such words are a remark."""
    kind, _, end = act
    bare = end >= len(segment.before) or _CUTS.at(segment.before, end) is not None
    if kind not in {OBJECT, CARRIER} or not bare or not segment.counted:
        clause.notes += [spelled(segment.after)] if segment.after else []
        return
    measure = segment.counted[0].amount.measure
    cut = next((at for at in range(len(segment.after)) if _CUTS.at(segment.after, at)), len(segment.after))
    thing = measure if measure in THINGS else ""
    tail = spelled(segment.after[:cut]) if thing or _matter(segment.after) else ""
    clause.known = kind != CARRIER or bool(thing or tail)
    clause.act = " ".join(filter(None, (clause.act, thing, tail))) if clause.known else ""
    rest = segment.after[cut:] if tail or not cut else segment.after
    clause.notes += [spelled(rest)] if rest else []


def _matter(sentence: Sequence[Word]) -> bool:
    return bool(sentence and SPELLINGS.at(sentence, 0))


def _segments(pieces: Sequence[Piece]) -> list[Segment]:
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
        return 0
    if not any(isinstance(piece, Word) and first_act([piece]) for piece in part[:left]) and not _verb(
        [piece for piece in part[:left] if isinstance(piece, Word)]
    ):
        later = _verb([piece for piece in part[right + 1 :] if isinstance(piece, Word)])
        return right if later else 0
    first, second = part[left], part[right]
    topic = gap[act[1]][0] == left + 1 and isinstance(second, Counted) and second.amount.measure in PEOPLE
    if topic and isinstance(first, Counted) and first.amount.measure not in {"vụ", "vụ việc", "việc"}:
        return 0
    cut = gap[act[1]][0]
    while cut > left + 1 and isinstance(part[cut - 1], Dated):
        cut -= 1
    return cut
