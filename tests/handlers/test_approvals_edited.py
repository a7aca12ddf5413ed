"""A draft that lies with the Director, edited by an officer."""

from storage import launch_drafts
from tests.handlers.test_approvals import director, presented

__all__ = ["director"]


async def test_an_officer_who_edits_what_lies_with_the_director_is_told_so(desk, officer, director):
    await presented(desk, officer)
    await officer.says(f"/phatdong soan {(await desk.read(launch_drafts.live))[0].id}")
    assert "đã trình" not in await officer.says("chưa rõ")
    said = await officer.says("9 Đoàn kết")
    assert "Bản này đã trình đồng chí Giám đốc lúc 9 giờ 05, thứ Tư, ngày 17/6/2026, chưa có ý kiến" in said
    assert "Giám đốc xem lại bản vừa sửa trước khi đồng ý." in said
    assert "chưa thấy chỗ vừa sửa cho đến khi đủ nội dung" in await officer.says("7 bỏ hết")
    await director.says("việc chờ ý kiến")
    await director.chooses("Trả lại")
    await director.says("Sửa lại giờ")
    assert "đã trình" not in await officer.says("9 Đoàn kết, kỷ cương")
