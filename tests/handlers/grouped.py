"""Groups that are linked, on whichever platform the desk's people are, and what the assistant said in them."""

from datetime import datetime

from domain.messages import ChatRef
from storage import groups
from tests.desk import Desk

LINKED = datetime.fromisoformat("2026-06-01T08:00:00+07:00")


def chat_of(desk: Desk, number: int) -> str:
    return str(-number) if desk.key == "telegram" else f"zgr-{number}"


def there(desk: Desk, number: int, title: str, *, admin: bool = False, **more: object) -> None:
    """A group with the assistant in it; `admin`: as an administrator, who may pin."""
    if desk.key == "telegram":
        desk.sandbox.sim.group(-number, title, [1001, 1004], **more)
        desk.sandbox.sim.add_to_group(1001, -number, admin=admin)
    else:
        desk.sandbox.zalo_sim.group(chat_of(desk, number), title, [])
        desk.sandbox.zalo_sim.add_to_group(chat_of(desk, number))


async def linked(desk: Desk, number: int, title: str = "Sở Tư pháp", **more: object) -> int:
    """Such a group, linked; its id among our rows."""
    there(desk, number, title, **more)
    await desk.quiet()
    chat = ChatRef(platform=desk.key, chat_id=chat_of(desk, number))
    edits = desk.key == "telegram"
    return await desk.read(lambda tx: groups.link(tx, chat, title, 1, LINKED, edits=edits))


def said_in(desk: Desk, number: int) -> list[dict]:
    """What stands there of the assistant, oldest first."""
    if desk.key == "telegram":
        bot = desk.sandbox.world.bot_user["id"]
        return [one for one in desk.sandbox.sim.chat(-number) if one["from"] == bot and one.get("text")]
    return [one for one in desk.sandbox.zalo_sim.chat(chat_of(desk, number)) if one["from"] == "bot"]


def texts_in(desk: Desk, number: int) -> list[str]:
    return [one["text"] for one in said_in(desk, number)]
