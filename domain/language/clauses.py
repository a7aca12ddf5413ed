"""Who did what how often: the pieces of a sentence put together, one clause for each act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from domain.language.acts import CARRIER, OBJECT, SPELLINGS, first_act, spelled
from domain.language.chatter import says_more, trimmed
from domain.language.measures import PEOPLE, THINGS, measure_key
from domain.language.pieces import Counted, Dated, Piece
from domain.language.segments import PART, Segment, names_verb, segments_of
from domain.language.words import Word, listed, phrases

_CUTS = phrases(
    listed(
        "cho, với, của, nhân dịp, nhân ngày, theo, do, gồm, trong đó, có, không, chưa, được, để, bằng,"
        " thông qua, phục vụ, liên quan, trên địa bàn, đúng hạn, trước hạn, trễ hạn, quá hạn, miễn phí,"
        " đến từ, đều"
    )
)
# More words than these before the act say something worth keeping.
_CHATTY = 3
_MORE = phrases(listed("qua, bằng, về, cho, với, tại, ở, theo, vụ, loại"))
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


def clauses(pieces: Sequence[Piece]) -> list[Clause]:
    """One clause for each act in the sentence, in order; none if nothing was counted and no act is known."""
    found: list[Clause] = []
    waiting: Segment | None = None
    for part in segments_of(pieces):
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
    own, other = names_verb(segment.before), names_verb(waiting.before)
    if own and other and segment.counted and not _goes_with(waiting):
        found.append(_clause(replace(waiting, dated=list(segment.dated), places=[])))
    elif other or not own:
        sign = [Word(segment.sign, segment.sign)] if segment.sign.isalpha() or segment.sign == "," else []
        segment.before = [*waiting.before, *(sign if segment.before else []), *segment.before]
    return segment


def _goes_with(waiting: Segment) -> bool:
    """“kiểm tra, rà soát 14 văn bản” is one act: the first verb has no object yet."""
    act = first_act(waiting.before)
    return act is not None and act[0] == OBJECT and act[2] == len(waiting.before)


def _count(segment: Segment, found: list[Clause]) -> None:
    act = first_act(segment.before)
    own = act is not None and (act[0] != CARRIER or not found)
    named_after = (not found or found[-1].after) and first_act(segment.after) is not None
    if found and _another_day(segment, found[-1]):
        found.append(replace(found[-1], counted=segment.counted, dated=segment.dated, places=segment.places, notes=[]))
    elif found and not own and not named_after and (_again(segment, found[-1]) or not _strange(segment)):
        if _again(segment, found[-1]):
            segment.before = [*found[-1].said, *segment.before]
            found.append(_clause(segment))
        else:
            _add(found[-1], segment)
    else:
        found.append(_clause(segment))


def _another_day(segment: Segment, clause: Clause) -> bool:
    """“3 vụ tư vấn ngày 20, 2 vụ ngày 21”."""
    bare = not segment.before and not segment.after
    return bare and bool(segment.dated and clause.dated and _measures(segment.counted) & _measures(clause.counted))


def _strange(segment: Segment) -> bool:
    """Before people and money any words may stand (“thu hút 60 người”); before other things rather an unknown act."""
    measure = segment.counted[0].amount.measure
    return bool(segment.before) and not _is_part(segment) and measure not in PEOPLE and measure != "đồng"


def _again(segment: Segment, clause: Clause) -> bool:
    """“40 hồ sơ hộ tịch, 12 hồ sơ chứng thực”, “3 tin, 2 bài”: the same verb once more, not a further measure."""
    repeated = bool(_measures(segment.counted) & _measures(clause.counted))
    act = first_act(clause.said)
    completed = act is not None and act[0] == OBJECT and act[2] == len(clause.said)
    completed = completed and segment.counted[0].amount.measure in THINGS
    follows = not segment.before or _MORE.at(segment.before, 0) is not None
    return bool(clause.said) and follows and not _is_part(segment) and (repeated or completed)


def _measures(counted: Iterable[Counted]) -> set[str]:
    return {measure_key(each.amount.measure) for each in counted}


def _is_part(segment: Segment) -> bool:
    """“trong đó 3 vụ tố tụng”, “thành 2 vụ”: counted already."""
    return PART.at(segment.before, 0) is not None if segment.before else False


def _add(clause: Clause, segment: Segment) -> None:
    """A further measure of the same act, or only a remark."""
    known = _measures(clause.counted)
    if not segment.negative:
        clause.counted += [each for each in segment.counted if measure_key(each.amount.measure) not in known]
    clause.dated += [] if clause.dated and not segment.only_days else segment.dated
    clause.places += segment.places
    said = list(segment.before)
    if said or segment.negative or not all(each in clause.counted for each in segment.counted):
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
        _begun_before(clause, segment)
    elif act:
        _name_from(clause, segment.before, act)
        _complete(clause, act, segment)
    else:
        clause.act = spelled(segment.before)
        clause.notes += [spelled(segment.after)] if segment.after else []
    clause.notes += [spelled(segment.rest)] if segment.rest else []
    clause.act = _BETTER.get(clause.act, clause.act)
    return clause


def _begun_before(clause: Clause, segment: Segment) -> None:
    """“nhập liệu 200 hồ sơ hộ tịch”: the words before the amount are the act, of which what follows is the object."""
    if not says_more(segment.before):
        return
    thing = segment.counted[0].amount.measure if segment.counted else ""
    words = (spelled(segment.before), thing if thing in THINGS else "", clause.act)
    clause.act, clause.known = " ".join(filter(None, words)), False


def _name_from(clause: Clause, sentence: Sequence[Word], act: tuple[str, int, int]) -> None:
    """The act from its verb up to whom and what for it was done; the rest is a remark."""
    cut = next((at for at in range(act[2], len(sentence)) if _CUTS.at(sentence, at)), len(sentence))
    begin = act[1] if clause.counted else 0
    clause.known = not says_more(sentence[:begin])
    if begin > _CHATTY:
        clause.notes.append(spelled(sentence[:begin]))
    elif not clause.known:
        begin = 0
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
