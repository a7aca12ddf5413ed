"""What the tests of announcements share: an officer writes one, and time passes until it has gone."""

from datetime import datetime

from domain.messages import ChatRef
from storage import groups, people

AT, SENT_AT, LATER = "2026-06-17T09:05", "2026-06-17T09:07", "2026-06-17T09:08"
WORDS = "Họp giao ban 8 giờ thứ Sáu tại phòng họp tầng 2."
ALL = "Toàn Sở"


async def previewed(officer, whom: str = ALL, words: str = WORDS) -> str:
    """What the officer is shown before anything is sent."""
    await officer.says("soạn thông báo")
    if whom == ALL:
        await officer.chooses(ALL)
    else:
        await officer.says(whom)
    return await officer.says(words)


async def announced(desk, officer, *, asks: bool = False, whom: str = ALL, words: str = WORDS) -> None:
    """It has gone out at 9:07, and what is shown of its progress is up to date at 9:08."""
    await previewed(officer, whom, words)
    if asks:
        await officer.chooses("Cần xác nhận")
    await officer.chooses("Gửi")
    await desk.moved_to(SENT_AT)
    await desk.moved_to(LATER)


async def linked(desk, title: str = "Nhóm Văn phòng", number: int = -100500, kind: str = "supergroup") -> int:
    """A group on the desk's platform that hears of things; its id."""
    if desk.platforms[0] == "telegram":
        desk.sandbox.sim.group(number, title, type=kind)
        desk.sandbox.world.chats[number].bot = "member"
        chat = str(number)
    else:
        chat = desk.sandbox.zalo_sim.group(f"zgr-{-number}", title)["id"]
        desk.sandbox.zalo_sim.add_to_group(chat)
    now = datetime.fromisoformat(desk.clock.read_text())
    async with desk.database.transaction() as tx:
        staff = (await people.everybody(tx))[0].id
        edits = desk.platforms[0] == "telegram"
        return await groups.link(tx, ChatRef(platform=desk.key, chat_id=chat), title, staff, now, edits=edits)


def in_group(desk, number: int = -100500) -> list[str]:
    """What has been said in a group."""
    return [message["text"] for message in desk.sandbox.sim.chat(number)]
