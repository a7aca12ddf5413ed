"""What the Director is shown of what has changed since it was put forward, or was put forward before."""

from dataclasses import replace

import pytest

from handlers import publication
from storage import campaigns
from tests.conftest import DRIVE, director_of
from tests.handlers.test_approvals import presented, thanks
from tests.handlers.test_publishing import in_hand


@pytest.fixture
async def director(desk):
    return await director_of(desk)


async def test_what_is_put_anew_is_shown_beside_how_it_was_put_before(desk, officer, director):
    number = await presented(desk, officer)
    assert "thay đổi" not in director.last
    await director.chooses("Trả lại Văn phòng")
    await director.says("Ghi rõ hạn báo cáo là 17/8")
    await desk.ticked()
    await desk.quiet()
    await officer.says(f"/phatdong xem {number}")
    await officer.chooses("Sửa")
    await officer.says("4 17h 17/8\n9 Kỷ cương")
    await officer.chooses("Xem trước")
    await officer.chooses("Trình Giám đốc xem")
    await desk.ticked()
    await desk.quiet()
    said = director.last
    assert "sau khi trình" not in said
    assert "Những gì thay đổi so với bản trước:\n" in said
    before, after = "17 giờ 00, thứ Sáu, ngày 14/8/2026", "17 giờ 00, thứ Hai, ngày 17/8/2026"
    assert f"Hạn báo cáo\ntrước: {before}\nsau: {after}\n" in said
    assert said.count("trước: ") == 2
    assert said.count("sau: Kỷ cương\n") == 1
    assert len(said) <= 1100
    assert "đã đồng ý" in await director.chooses("Đồng ý gửi")
    history = await officer.says(f"/phatdong ban {number}")
    assert "trình đồng chí Giám đốc" in history
    assert f"Hạn báo cáo: {before} → {after}" in history


async def test_what_was_corrected_since_the_thanks_were_shown_is_named(desk, director):
    drive_of = await desk.read(lambda tx: campaigns.add(tx, DRIVE))
    await thanks(desk, drive_of)

    async def corrected(tx):
        await publication.correct(in_hand(desk, tx), replace(await campaigns.get(tx, drive_of), theme="Kỷ cương"))

    await desk.read(corrected)
    said = await director.presses("/ykien ok 1.1")
    assert "đã được sửa sau khi trình:\n\nChủ đề\ntrước: " in said
    assert "\nsau: Kỷ cương\n" in said
