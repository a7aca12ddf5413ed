"""People of the cast who are on the other platform too, on a desk that runs both."""

from datetime import datetime

from domain.messages import ChatRef
from storage import accounts
from tests.conftest import CAST
from tests.desk import START, Desk
from tests.people import Person


class OnTelegram(Person):
    """On Telegram, whatever platform the desk's cast is on."""


def key_of(desk: Desk, kind: type[Person], token: int = 0) -> str:
    return "telegram" if kind is OnTelegram else "zalo:" + desk.sandbox.zalo_tokens[token].partition(":")[0]


async def staff_id(desk: Desk, number: int) -> int:
    """The id, among our rows, of one of the cast."""
    async with desk.database.transaction() as tx:
        return await tx.value("SELECT id FROM staff WHERE full_name = ?", (CAST[number][0],))


async def also(desk: Desk, number: int, kind: type[Person], *, chosen: bool = False) -> Person:
    """One of the cast with a second account, which is told what nobody asked for only if it is `chosen`."""
    person, started = kind(desk, number, CAST[number][0]), datetime.fromisoformat(START)
    person.known()
    staff = await staff_id(desk, number)
    async with desk.database.transaction() as tx:
        first = await accounts.accounts_of(tx, staff)
        chat = ChatRef(platform=key_of(desk, kind), chat_id=person.id)
        account = await accounts.link(tx, staff, chat, person.id, accounts.Consent("1", started), started)
        await accounts.choose(tx, account if chosen else first[0].id, started)
    return person
