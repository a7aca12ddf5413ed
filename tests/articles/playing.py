"""What the articles share when they are played: an office in their year, campaigns by the file, and days that pass."""

from datetime import datetime

from domain.campaigns import Campaign, CampaignState
from domain.messages import ChatRef
from domain.people import Unit, UnitKind
from domain.permissions import Role
from storage import accounts, campaigns, people, tree
from storage.coverage import Coverage, figures
from tests.desk import START, Desk
from tests.handlers.test_publishing import drafted
from tests.people import Person

OFFICE = "Sở Tư pháp tỉnh Thái An (minh họa)"
CENTRE = "Trung tâm Trợ giúp pháp lý nhà nước"
AUCTIONS = "Trung tâm Dịch vụ bán đấu giá tài sản"


async def at_work_on(desk: Desk, moment: str) -> None:
    """The office has been at work until then."""
    await desk.stop()
    desk.at(moment)
    await desk.read(lambda tx: tx.run("DELETE FROM setting WHERE name = 'tick.last'"))
    await desk.start()


async def enters(desk: Desk, officer: Person, content: str) -> str:
    """The officer hands the file in, where files can be sent; elsewhere somebody has put it there: its preview."""
    if desk.platforms[0] == "telegram":
        said = await officer.sends("dot.toml", content.encode(), "/phatdong")
        assert "Đã đủ nội dung" in said, said
        return await officer.chooses("Xem trước bản gửi")
    return await officer.says(f"/phatdong xem {await drafted(desk, content.encode())}")


async def announces(desk: Desk, officer: Person, content: str) -> Campaign:
    """The file, and its opening has gone out."""
    await enters(desk, officer, content)
    assert "Đã công bố" in await officer.chooses("Gửi ngay")
    campaign = (await desk.read(campaigns.every))[-1]
    await passes_to(desk, max(campaign.publish_at, datetime.fromisoformat(desk.clock.read_text())).isoformat())
    return await desk.read(lambda tx: campaigns.get(tx, campaign.id))


async def passes_to(desk: Desk, moment: str) -> None:
    """Time passes until then, and what it brings is done."""
    await desk.moved_to(moment)
    await desk.ticked()
    await desk.quiet()


async def sees_all(person: Person, campaign: Campaign) -> str:
    """Everything that a campaign says, page and content."""
    await person.says(f"xem đợt {campaign.id}")
    page = await person.reads_on()
    said = await person.chooses("Xem nội dung")
    while "Xem tiếp" in person.choices:
        said += await person.chooses("Xem tiếp")
    return page + said


async def state_of(desk: Desk, campaign: Campaign) -> CampaignState:
    return (await desk.read(lambda tx: campaigns.get(tx, campaign.id))).state


async def manages(officer: Person, campaign: Campaign, *choices: str) -> str:
    """What the officer chooses or types, one after the other, on the page where a campaign is managed."""
    said = await officer.says(f"quản lý đợt {campaign.id}")
    for one in choices:
        said = await officer.chooses(one)
    return said


async def counted(desk: Desk, campaign: Campaign, *units: Unit) -> Coverage:
    """Over all its audience, or in these units."""
    scopes = {one.id for one in units} or None
    return await desk.read(lambda tx: figures(tx, campaign, scopes))


async def unit_of(
    desk: Desk, name: str, kind: UnitKind = UnitKind.CENTRE, parent: Unit | None = None, short: str = ""
) -> Unit:
    """The unit of this name, founded now if there is none."""

    async def found(tx):
        one = await tree.unit_named(tx, name)
        return one or await tree.get(tx, await tree.add_unit(tx, name, short or name, kind, parent))

    return await desk.read(found)


async def on_paper(desk: Desk, name: str, unit: Unit, gender: str = "male") -> int:
    """Somebody without a phone: the id."""
    return await desk.read(lambda tx: people.add_staff(tx, unit.id, name, gender, "Chuyên viên"))


async def arrives(
    desk: Desk, person: Person, unit: Unit, key: str, role: Role = Role.STAFF, gender: str = "male"
) -> Person:
    """Somebody with a phone, let in. `key`: of the platform where that phone is."""
    now = datetime.fromisoformat(START)
    person.known()

    async def let_in(tx):
        staff = await people.add_staff(tx, unit.id, person.name, gender, "Chuyên viên", [role])
        chat = ChatRef(platform=key, chat_id=person.id)
        await accounts.link(tx, staff, chat, person.id, accounts.Consent("1", now), now)

    await desk.read(let_in)
    return person
