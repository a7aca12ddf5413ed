"""Who on the roster a row of a list means: by phone, by name and unit, or by the name alone where one person has it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.folding import fold
from domain.language.syllables import spelling
from domain.people import Staff, mobile
from domain.permissions import Right
from domain.roster_table import Row
from domain.roster_words import Wrong


@dataclass(frozen=True, slots=True)
class Known:
    """A person, with the name folded, and as it is spelled with its marks."""

    person: Staff
    folded: str
    spelled: str


def known(person: Staff) -> Known:
    return Known(person, fold(person.full_name), spelling(person.full_name))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, and who it tells of."""

    row: Row
    who: Known

    @property
    def person(self) -> Staff:
        return self.who.person


@dataclass(slots=True)
class Matched:
    """`before`: who that is on the roster, None for somebody new; or what is `wrong`."""

    entry: Entry
    before: Staff | None = None
    wrong: Wrong | None = None

    @property
    def open(self) -> bool:
        return self.before is None and self.wrong is None


Key = Callable[[Known], Hashable]


def _name(who: Known) -> str:
    return who.spelled


def _name_and_unit(who: Known) -> tuple[str, int]:
    return who.spelled, who.person.unit.id


def _folded_and_unit(who: Known) -> tuple[str, int]:
    return who.folded, who.person.unit.id


def _alike(one: Known, other: Known) -> bool:
    """Whether two names could be one person's, corrected: the given name and half of their words are the same."""
    left, right = one.folded.split(), other.folded.split()
    shared = set(left) & set(right)
    return left[-1:] == right[-1:] and 2 * len(shared) >= max(len(set(left)), len(set(right)))


def _told_apart(one: Known, other: Known) -> bool:
    """Two people whose names are alike: by their marks (Dung, Dũng), by their mobiles, else by their posts."""
    if one.spelled != other.spelled and not (one.spelled.isascii() or other.spelled.isascii()):
        return True
    left, right = mobile(one.person.phone), mobile(other.person.phone)
    if left and right:
        return left != right
    return fold(one.person.post) != fold(other.person.post)


class Repetitions:
    """The rows so far, to find one that is of the same person, or has the same phone."""

    def __init__(self) -> None:
        self._places = defaultdict[Hashable, list[Entry]](list)
        self._phones = dict[str, Entry]()

    def add(self, entry: Entry) -> None:
        """Raises Wrong."""
        phone = mobile(entry.person.phone)
        caller = self._phones.get(phone)
        if caller is not None:
            raise Wrong("twice" if _alike(entry.who, caller.who) else "phone_twice", str(caller.row.line))
        place = self._places[_folded_and_unit(entry.who)]
        same = next((other for other in place if not _told_apart(entry.who, other.who)), None)
        if same is not None:
            raise Wrong("twice", str(same.row.line))
        place.append(entry)
        if phone:
            self._phones[phone] = entry


def matched(
    entries: Sequence[Entry], here: Sequence[Staff], left: Sequence[Staff], by: Staff | None = None
) -> list[Matched]:
    """Each row with whom it means; who is here comes before who has left, and nobody is meant twice. `by`: who is told;
    None: who may know everybody."""
    found = [Matched(entry) for entry in entries]
    present, past = ([known(one) for one in people] for people in (here, left))
    _by_phone(found, present)
    _refuse_others_phones(found, present, by)
    _by_unit(_name_and_unit, found, present)
    _by_unit(_folded_and_unit, found, present)
    _only(_name, found, present)
    _by_phone(found, past)
    _only(_name_and_unit, found, past)
    _only(_name, found, past)
    return found


def _by_mobile(people: Sequence[Known]) -> Mapping[str, list[Known]]:
    phones = defaultdict[str, list[Known]](list)
    for one in people:
        if phone := mobile(one.person.phone):
            phones[phone].append(one)
    return phones


def _by_phone(found: Sequence[Matched], people: Sequence[Known]) -> None:
    phones = _by_mobile(people)
    for row in found:
        holders = phones.get(row.entry.person.phone, ()) if row.open else ()
        same = next((holder for holder in holders if _alike(row.entry.who, holder)), None)
        if same is not None:
            row.before = same.person


def _refuse_others_phones(found: Sequence[Matched], here: Sequence[Known], by: Staff | None) -> None:
    """A number that somebody here has under quite another name is a mistake; one of who has left is free again. Whose
    it is, is told to who keeps that person's row."""
    phones = _by_mobile(here)
    for row in found:
        phone = row.entry.person.phone
        if not row.open or phone not in phones:
            continue
        holder = phones[phone][0].person
        known_to = by is None or by.may(Right.ROSTER, holder.unit)
        row.wrong = Wrong("phone_taken", phone, holder.full_name) if known_to else Wrong("phone_elsewhere", phone)


def _groups(key: Key, found: Sequence[Matched], people: Sequence[Known]) -> Iterator[tuple[list[Matched], list[Staff]]]:
    """The rows that are open, each key's with the people who could be meant."""
    taken = {row.before.id for row in found if row.before}
    meant = defaultdict[Hashable, list[Staff]](list)
    for one in people:
        if one.person.id not in taken:
            meant[key(one)].append(one.person)
    rows = defaultdict[Hashable, list[Matched]](list)
    for row in found:
        if row.open:
            rows[key(row.entry.who)].append(row)
    return ((ones, meant[group]) for group, ones in rows.items() if group in meant)


def _by_unit(key: Key, found: Sequence[Matched], people: Sequence[Known]) -> None:
    """The only one of that name in that unit; of several, the one with the same post."""
    for ones, meant in _groups(key, found, people):
        _pair(ones, meant)


def _pair(ones: Sequence[Matched], people: list[Staff]) -> None:
    """One of each are the same person. Else the post tells; a row that it leaves unclear is not taken."""
    rest = [one for one in ones if not _by_post(one, ones, people)] if max(len(ones), len(people)) > 1 else list(ones)
    if not people or not rest:
        return
    if len(rest) == len(people) == 1:
        rest[0].before = people[0]
        return
    for one in rest:
        one.wrong = Wrong("namesakes", one.entry.person.unit.short_name)


def _by_post(one: Matched, ones: Sequence[Matched], people: list[Staff]) -> bool:
    """Pair a row with the only person of its post, taking that one out of `people`."""
    post = fold(one.entry.person.post)
    same = [person for person in people if fold(person.post) == post]
    if len(same) != 1 or sum(fold(other.entry.person.post) == post for other in ones) != 1:
        return False
    one.before = same[0]
    people.remove(same[0])
    return True


def _only(key: Key, found: Sequence[Matched], people: Sequence[Known]) -> None:
    """The only one there is, unless the phones say that it is somebody else."""
    for ones, meant in _groups(key, found, people):
        if len(ones) == len(meant) == 1 and not _other_phone(ones[0].entry.person, meant[0]):
            ones[0].before = meant[0]


def _other_phone(one: Staff, other: Staff) -> bool:
    left, right = mobile(one.phone), mobile(other.phone)
    return bool(left and right and left != right)
