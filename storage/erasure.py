"""Forgetting one person: everything but what the law keeps, and the counts. docs/du-lieu-ca-nhan.md says what stays.

What others wrote is looked through for the person's name, phone and accounts (`mentions`, of the connection).
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from domain.calendar import DAY
from domain.folding import fold
from domain.launch import LaunchDraft
from domain.messages import ChatRef
from domain.people import Staff
from storage import accounts, grants, people, settings
from storage.database import Transaction, moment, seconds

_CLEAN_AT, _AT_ONCE = "erasure.clean_at", datetime(1970, 1, 1, tzinfo=UTC)
_MENUS_UNTIL = "erasure.menus_until"
_NOBODYS = """NOT EXISTS (SELECT 1 FROM account WHERE account.platform = command_menu.platform
    AND account.chat_id = command_menu.chat_id)"""
_TELLING = 2  # words of a name that is looked for anywhere in what others wrote: one alone is many people's

# What stays as it was signed, sent, handed in or written of somebody else's work, and what is still being written:
# how many of them name the person.
_STAYING = {
    "reports": ("report_submission", "body", "TRUE"),
    "announcements": ("announcement", "body", "state <> 'draft'"),
    "campaigns": ("campaign", "name || ' ' || theme", "TRUE"),
    "approvals": ("approval", "words || ' ' || reason", "TRUE"),
    "drafts": ("launch_draft", "fields", "state = 'open' AND campaign_id IS NULL"),
    "questions": ("question", "body", "answer IS NULL AND staff_id <> :id"),
    "achievements": ("achievement", "act || ' ' || place || ' ' || note", "staff_id <> :id"),
}


# What was said to others because of the person's own records: the beginning of its key, and which records these are.
_SAID_OF = {
    "question:": "SELECT id FROM question WHERE staff_id = :id",
    "arrived:": "SELECT id FROM account WHERE staff_id = :id",
    "data_request:": "SELECT id FROM data_request WHERE staff_id = :id",
    "cut_off:": "SELECT :id AS id",
    "not_me:": "SELECT :id AS id",
    "withdrawn:": "SELECT :id AS id",
    "join_request:": "SELECT id FROM join_request WHERE staff_id = :id OR mentions(json_quote(name), :words)",
}


class _Traces(NamedTuple):
    """What gives somebody away: chats, as JSON of [platform, id]; words, and forms of address, one a line."""

    chats: str
    words: str
    called: str


async def named_in(tx: Transaction, person: Staff) -> dict[str, int]:
    """How many records that stay name this person, by kind; those in which nobody does are left out."""
    values = {"id": person.id, "words": (await _traces(tx, person)).words}
    counts = {
        kind: await tx.value(f"SELECT count(*) FROM {table} WHERE {where} AND mentions({text}, :words)", values)  # noqa: S608  # our own table of texts
        for kind, (table, text, where) in _STAYING.items()
    }
    return {kind: count for kind, count in counts.items() if count}


def _looked_for(name: str) -> str:
    """A name of one word is looked for where it is all that stands between the quotes of some JSON."""
    words = fold(name)
    return words if len(words.split()) >= _TELLING else f'"{words}"'


async def erase(tx: Transaction, person: Staff, gone: str, now: datetime) -> None:
    """Forget this person. `gone`: what stands for the name from now on.

    The row of the person stays, so that counts and who did what stay true; the file is to be cleaned afterwards.
    """
    traces = await _traces(tx, person)
    await _forget_messages(tx, person, traces, gone)
    await _forget_drafts(tx, traces)
    await _forget_words(tx, person, traces, gone)
    await _forget_ways_in(tx, person, traces)
    await _forget_person(tx, person, gone, now)
    await clean_at(tx, _AT_ONCE)


async def _traces(tx: Transaction, person: Staff) -> _Traces:
    names = [person.full_name, *await people.former_names(tx, person.id)]
    looked_for = [_looked_for(name) for name in names]
    chats = sorted(await _chats(tx, person.id, looked_for))
    words = [*looked_for, *(chat_id for _, chat_id in chats)] + ([person.phone[1:]] if person.phone else [])
    called = [_looked_for(replace(person, full_name=name).address) for name in names]
    called += [fold(f"{name} ({person.unit.name}") for name in names]  # as the assistant writes it
    return _Traces(json.dumps(chats), "\n".join(words), "\n".join(called))


async def _chats(tx: Transaction, staff_id: int, names: list[str]) -> set[tuple[str, str]]:
    """Every chat that was this person's, as far as anything still tells; where somebody asked to be let in under one of
    the names, too, unless it is another's account."""
    told = await tx.rows("SELECT DISTINCT sent_to FROM outbox WHERE staff_id = ? AND sent_to IS NOT NULL", (staff_id,))
    chats = [ChatRef.model_validate_json(row["sent_to"]) for row in told]
    rows = await tx.rows(
        "SELECT platform, chat_id FROM account WHERE staff_id = :id"
        " UNION SELECT platform, chat_id FROM question WHERE staff_id = :id AND chat_id <> ''"
        " UNION SELECT platform, chat_id FROM data_request WHERE staff_id = :id AND chat_id <> ''"
        " UNION SELECT platform, chat_id FROM join_request WHERE chat_id <> '' AND (staff_id = :id"
        "  OR mentions(json_quote(name) || ' ' || unit_words, :names)) AND NOT EXISTS (SELECT 1 FROM account"
        "  WHERE account.platform = join_request.platform AND account.chat_id = join_request.chat_id"
        "  AND account.staff_id <> :id)",
        {"id": staff_id, "names": "\n".join(names)},
    )
    return {(chat.platform, chat.chat_id) for chat in chats} | {(row["platform"], row["chat_id"]) for row in rows}


def _there(key: str) -> str:
    """The condition that a row is of one of the chats; an index on both columns is used."""
    return f"(platform, {key}) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:chats))"  # noqa: S608  # our own columns


async def _forget_messages(tx: Transaction, person: Staff, traces: _Traces, gone: str) -> None:
    """What was said to the person goes; that something was said to somebody stays, and is counted."""
    values = {**traces._asdict(), "id": person.id, "gone": gone}
    await tx.run(f"DELETE FROM outbox WHERE {_there('chat_id')}", values)  # noqa: S608  # our own condition
    await tx.run(
        "UPDATE outbox SET message = NULL, context = NULL, sent_to = NULL,"
        " reason = iif(state = 'waiting', :gone, reason), state = iif(state = 'waiting', 'dropped', state)"
        " WHERE staff_id = :id",
        values,
    )
    await tx.run(
        "UPDATE outbox SET message = NULL, state = 'dropped', reason = :gone"
        " WHERE state = 'waiting' AND message IS NOT NULL AND mentions(message, :words)",
        values,
    )
    await tx.run(
        "UPDATE outbox SET message = NULL, context = NULL WHERE state IN ('sent', 'failed', 'dropped')"
        " AND message IS NOT NULL AND (mentions(message, :words || char(10) || :called)"
        # Lists of people: who is in one cannot be seen.
        " OR message ->> '$.attachment.name' LIKE '%.xlsx' OR message ->> '$.attachment.name' LIKE '%.docx')",
        values,
    )
    for key, records in _SAID_OF.items():
        await tx.run(
            "UPDATE outbox SET message = NULL, context = NULL, reason = iif(state = 'waiting', :gone, reason),"  # noqa: S608  # our own queries
            f" state = iif(state = 'waiting', 'dropped', state) WHERE state <> 'sending' AND key LIKE '{key}%'"
            f" AND EXISTS (SELECT 1 FROM ({records}) AS one WHERE key LIKE '{key}' || one.id || ':%')",
            values,
        )


async def _forget_drafts(tx: Transaction, traces: _Traces) -> None:
    """Half-given answers and menus of others in which the person stands, and what they have begun and not sent."""
    values = traces._asdict()
    await tx.run("DELETE FROM dialogue WHERE mentions(data, :words)", values)
    await tx.run("DELETE FROM menu WHERE mentions(message, :words)", values)
    await tx.run("DELETE FROM roster_file WHERE mentions(rows, :words)", values)
    await tx.run("DELETE FROM download")  # who stands in a file cannot be seen; each can be asked for again
    await tx.run("UPDATE announcement SET body = '' WHERE state = 'draft' AND mentions(body, :words)", values)
    await tx.run(
        "UPDATE launch_draft SET fields = :empty WHERE (state = 'dropped' OR campaign_id IS NOT NULL)"
        " AND mentions(fields, :words)",
        {**values, "empty": LaunchDraft(table={}).model_dump_json()},
    )


async def _forget_words(tx: Transaction, person: Staff, traces: _Traces, gone: str) -> None:
    """Figures stay with the act that they count; where it was, and what else was told of it, does not."""
    values = {**traces._asdict(), "id": person.id, "gone": gone, "key": fold(gone)}
    renamed = "act = iif(mentions(act, :words), :gone, act), act_key = iif(mentions(act, :words), :key, act_key)"
    await tx.run(f"UPDATE achievement SET place = '', note = '', {renamed} WHERE staff_id = :id", values)  # noqa: S608  # our own columns
    await tx.run(
        f"UPDATE target SET {renamed} WHERE registration_id IN (SELECT id FROM registration WHERE staff_id = :id)",  # noqa: S608  # our own columns
        values,
    )
    await tx.run("UPDATE registration SET reason = '' WHERE staff_id = :id OR mentions(reason, :words)", values)
    await tx.run("UPDATE registration SET post = '' WHERE staff_id = :id", values)
    await tx.run(
        "UPDATE question SET body = '', answer = '', platform = '', chat_id = '',"
        " answered_at = coalesce(answered_at, asked_at) WHERE staff_id = :id",
        values,
    )
    await tx.run(
        "UPDATE question SET body = iif(mentions(body, :words), '', body), answer = iif(mentions(answer, :words), '',"
        " answer) WHERE answer IS NOT NULL AND mentions(body || ' ' || answer, :words)",
        values,
    )
    await tx.run("UPDATE question SET names_erased = 1 WHERE answer IS NULL AND mentions(body, :words)", values)
    await tx.run(
        "UPDATE data_request SET body = '', reason = '', platform = '', chat_id = '', remind_at = NULL,"
        " state = iif(state = 'waiting', 'withdrawn', state) WHERE staff_id = :id",
        values,
    )
    await tx.run("UPDATE data_request SET reason = '' WHERE mentions(reason, :words)", values)


async def _forget_ways_in(tx: Transaction, person: Staff, traces: _Traces) -> None:
    values = {**traces._asdict(), "id": person.id}
    await tx.run(
        "UPDATE staff SET erased_active = EXISTS (SELECT 1 FROM account WHERE staff_id = :id) WHERE id = :id", values
    )
    await accounts.unlink(tx, person.id)
    await tx.run(
        f"DELETE FROM join_request WHERE staff_id = :id OR {_there('external_id')}"  # noqa: S608  # our own condition
        " OR mentions(json_quote(name) || ' ' || unit_words, :words)",
        values,
    )
    for table in ("stranger", "dialogue", "menu", "picture_burst"):
        await tx.run(f"DELETE FROM {table} WHERE {_there('external_id')}", values)  # noqa: S608  # our own tables
    for table in ("invite", "group_code"):
        await tx.run(f"DELETE FROM {table} WHERE staff_id = :id", values)  # noqa: S608  # our own tables


async def _forget_person(tx: Transaction, person: Staff, gone: str, now: datetime) -> None:
    await grants.end_all(tx, person.id)
    for table in ("absence", "staff_word", "former_name"):
        await tx.run(f"DELETE FROM {table} WHERE staff_id = ?", (person.id,))  # noqa: S608  # our own tables
    await tx.run(
        "UPDATE staff SET full_name = ?, name_key = '', calling_key = '', given_key = '', gender = '', post = '',"
        " employment = '', leader = NULL, phone = '', called = '', left_at = coalesce(left_at, ?), erased_at = ?,"
        " version = version + 1 WHERE id = ?",
        (gone, seconds(now), seconds(now), person.id),
    )


async def last(tx: Transaction) -> datetime | None:
    """When somebody was erased last."""
    at = await tx.value("SELECT max(erased_at) FROM staff")
    return None if at is None else moment(at)


# Afterwards: the file itself -----------------------------------------------------------------------


async def clean_at(tx: Transaction, at: datetime) -> None:
    """From then on, by the computer's clock, the file is to be written anew and its log emptied."""
    await settings.put(tx, _CLEAN_AT, at.isoformat())


async def to_clean(tx: Transaction, now: datetime) -> bool:
    """Whether it is time, by the computer's clock, and nothing more is to be deleted first."""
    at = await settings.get(tx, _CLEAN_AT)
    return at is not None and datetime.fromisoformat(at) <= now and await _menus_are_gone(tx, now)


async def _menus_are_gone(tx: Transaction, now: datetime) -> bool:
    """A menu of commands that stands in a chat of nobody's is taken away there first, and forgotten then; after a day
    it is forgotten all the same."""
    if await tx.value(f"SELECT 1 FROM command_menu WHERE {_NOBODYS} LIMIT 1") is None:  # noqa: S608  # our own condition
        return True
    until = await settings.get(tx, _MENUS_UNTIL)
    if until is None:
        await settings.put(tx, _MENUS_UNTIL, (now + DAY).isoformat())
    if until is None or now < datetime.fromisoformat(until):
        return False
    await tx.run(f"DELETE FROM command_menu WHERE {_NOBODYS}")  # noqa: S608  # our own condition
    return True


async def cleaned(tx: Transaction) -> None:
    await settings.drop(tx, _CLEAN_AT)
    await settings.drop(tx, _MENUS_UNTIL)
