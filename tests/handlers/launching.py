"""What the conversations on launching a drive share."""

from datetime import datetime

from storage import campaigns, routines

FRIDAY = "2026-06-12T16:30"  # the plan has just been signed
PLAN = "7 45/KH-STP 12/6"
LINES = (
    "7 45/KH-STP 12/6\n8 2150/BTP-TCCB 08/6\n"
    "9 Đoàn kết, kỷ cương, sáng tạo, thi đua hoàn thành xuất sắc nhiệm vụ năm 2026"
)


async def prepared(desk, officer, lines: str = PLAN) -> str:
    """On the Friday before, the officer has filled in this year's 28/8 drive: what stands there."""
    desk.at(FRIDAY)
    await officer.says("phát động 28/8")
    return await officer.says(lines)


async def launched(desk, officer, at: str = "Gửi lúc") -> str:
    """From the template to the end; the opening waits for its time."""
    await prepared(desk, officer)
    await officer.chooses("Xem trước bản gửi")
    return await officer.chooses(at)


async def known(desk):
    return await desk.read(campaigns.every)


async def morning(desk, moment: str) -> None:
    """Let time pass until then, and what is done regularly be done."""
    while not await desk.read(routines.known):
        await desk.ticked()
    await desk.moved_to(moment)
    while (await desk.read(routines.next_at)) <= datetime.fromisoformat(desk.clock.read_text()):
        await desk.ticked()
    await desk.quiet()


async def previewed(officer) -> str:
    """All of the preview, however many screens it takes; its choices stand under the last."""
    return await to_the_end(officer, await officer.chooses("Xem trước bản gửi"))


async def to_the_end(officer, first: str) -> str:
    """All that a screen goes on with, without the words that it does."""
    read = [first]
    while "Xem tiếp" in officer.choices:
        read.append(await officer.says("0"))
    return "\n".join(one.partition("\n\nChưa gửi cho ai. Bản gửi còn tiếp.")[0] for one in read)
