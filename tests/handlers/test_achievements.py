import unicodedata

import pytest

from tests.handlers.logged import NOW, TODAY, entries


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ghi thành tích: tham gia tố tụng 2 vụ tháng 7", ("tham gia tố tụng", "2 vụ", "01/07-31/07")),
        ("sang nay tu van 3 vu o xa dong son", ("tư vấn", "3 vụ", TODAY)),
        (
            "tuyen truyen luat dat dai 2 buoi, 180 luot nguoi, 10/8",
            ("tuyên truyền luật đất đai", "2 buổi + 180 lượt người", "10/08-10/08"),
        ),
        (
            "hom qua tt tgpl cho dong bao o ban duoc 45 ng",
            ("truyền thông về trợ giúp pháp lý", "1 đợt + 45 lượt người", "11/08-11/08"),
        ),
        ("giai quyet 1.250 ho so ho tich quy 2", ("giải quyết hồ sơ hộ tịch", "1250 hồ sơ", "01/04-30/06")),
        ("cấp 36 bản sao trích lục, k có hồ sơ trễ hạn", ("cấp bản sao trích lục", "36 bản sao", TODAY)),
        ("/ghi tư vấn 3 vụ hôm qua", ("tư vấn", "3 vụ", "11/08-11/08")),
    ],
)
async def test_a_sentence_without_doubt_is_saved_at_once(desk, hoa, typed, expected):
    await desk.moved_to(NOW)
    assert "Đã ghi, kết quả số 1." in await hoa.says(typed)
    assert hoa.choices == ["Sửa", "Xóa", "Tính vào đợt khác"]
    assert await entries(desk) == [expected]


async def test_what_was_assumed_is_shown_as_such(desk, hoa):
    await desk.moved_to(NOW)
    said = await hoa.says("hom qua tt tgpl cho dong bao o ban duoc 45 ng")
    assert "1 đợt (trợ lý hiểu thêm), 45 lượt người, thứ Ba, ngày 11/8/2026" in said


async def test_a_large_figure_is_shown_with_its_dot(desk, hoa):
    await desk.moved_to(NOW)
    assert "1.250 hồ sơ" in await hoa.says("giai quyet 1.250 ho so ho tich quy 2")


async def test_two_acts_are_confirmed_together(desk, staff):
    await desk.moved_to(NOW)
    said = await staff.says("thẩm định 4 dự thảo QĐ của UBND tỉnh, góp ý 7 văn bản trong tuần này")
    assert "có 02 kết quả" in said
    assert await entries(desk) == []
    await staff.chooses("Đúng, ghi lại")
    assert [(act, amounts) for act, amounts, _ in await entries(desk)] == [
        ("thẩm định", "4 dự thảo"),
        ("góp ý", "7 văn bản"),
    ]


@pytest.mark.parametrize("answer", ["520", "520 tờ", "phát 520 tờ gấp"])
async def test_an_approximate_figure_is_asked_for_first(desk, hoa, answer):
    await desk.moved_to(NOW)
    assert "Báo cáo cần số chính xác" in await hoa.says("phat khoang 500 to gap")
    assert await entries(desk) == []
    await hoa.says(answer)
    assert await entries(desk) == [("phát tờ gấp", "520 tờ gấp", TODAY)]


async def test_a_figure_can_wait_and_its_sentence_is_kept(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("phat khoang 500 to gap")
    assert "Đã giữ lại" in await hoa.chooses("Để sau")
    assert "Đã ghi" in await hoa.says("tư vấn 2 vụ")
    await hoa.says("làm tiếp")
    assert "Đã ghi" in await hoa.says("520")
    assert len(await entries(desk)) == 2


@pytest.mark.parametrize(
    ("choice", "days"), [("thứ Bảy, ngày 08/8/2026", "08/08-08/08"), ("tháng 7/2026", "01/07-31/07")]
)
async def test_t7_may_be_a_saturday_or_july(desk, hoa, choice, days):
    await desk.moved_to(NOW)
    await hoa.says("t7 vua roi di ban lam 1 buoi tuyen truyen")
    assert await entries(desk) == []
    await hoa.chooses(choice)
    assert await entries(desk) == [("tuyên truyền", "1 buổi", days)]


@pytest.mark.parametrize(
    ("typed", "answers", "expected"),
    [
        ("tư vấn 1.5 vụ", ["1.500"], ("tư vấn", "1500 vụ", TODAY)),
        ("truyền thông ở xã Đông Sơn sáng nay", ["2 buổi, 60 người"], ("truyền thông", "2 buổi + 60 người", TODAY)),
        ("tư vấn 12", ["vụ"], ("tư vấn", "12 vụ", TODAY)),
        ("hôm nay 3 vụ", ["tư vấn"], ("tư vấn", "3 vụ", TODAY)),
        ("cc 12 người", ["công chứng"], ("công chứng", "12 người", TODAY)),
        ("hoàn thành 5 nq", ["soạn thảo", "nghị quyết"], ("soạn thảo", "5 nghị quyết", TODAY)),
        ("tư vấn 3 vụ 20/12/2026", ["10/8"], ("tư vấn", "3 vụ", "10/08-10/08")),
        ("/ghi sẽ tư vấn 3 vụ", ["hôm qua"], ("tư vấn", "3 vụ", "11/08-11/08")),
        ("quét dọn 3 phòng", ["phòng", "đúng"], ("quét dọn", "3 phòng", TODAY)),
        ("truyền thông ở xã Đông Sơn hôm qua", ["khoảng 2 buổi", "3"], ("truyền thông", "3 buổi", "11/08-11/08")),
    ],
)
async def test_each_doubt_is_asked_and_then_it_is_saved(desk, hoa, typed, answers, expected):
    await desk.moved_to(NOW)
    await hoa.says(typed)
    for answer in answers:
        assert await entries(desk) == []
        await hoa.says(answer)
    assert await entries(desk) == [expected]


async def test_choices_answer_an_ambiguous_figure_and_abbreviation(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 1.5 vụ")
    await hoa.chooses("1.500")
    await hoa.says("cc 12 người")
    await hoa.chooses("công chứng")
    assert await entries(desk) == [("tư vấn", "1500 vụ", TODAY), ("công chứng", "12 người", TODAY)]


@pytest.mark.parametrize("answer", ["mai", "20/12/2026"])
async def test_a_day_to_come_is_refused_and_the_question_stays(desk, hoa, answer):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ 20/12/2026")
    assert "chưa đến" in await hoa.says(answer)
    assert await entries(desk) == []
    await hoa.says("hôm qua")
    assert await entries(desk) == [("tư vấn", "3 vụ", "11/08-11/08")]


async def test_ghi_alone_asks_for_one_sentence(desk, hoa):
    await desk.moved_to(NOW)
    assert "nhắn một câu" in await hoa.says("/ghi")
    assert "Đã ghi" in await hoa.says("tư vấn 3 vụ")
    await hoa.says("ghi kết quả")
    assert "Không ghi" in await hoa.says("thôi")
    assert len(await entries(desk)) == 1


async def test_other_work_told_while_a_question_is_open_is_logged_beside_it(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("phat khoang 500 to gap")
    assert "Đã ghi" in await hoa.says("hôm qua tư vấn 3 vụ")
    await hoa.chooses("Làm tiếp")
    await hoa.says("520")
    assert [act for act, _, _ in await entries(desk)] == ["tư vấn", "phát tờ gấp"]


@pytest.mark.parametrize(
    "typed", ["/ghi tư vấn 3 vụ cho bà H 001203004567", "tư vấn 3 vụ 0912 345 678", "/ghi 079203004567 tư vấn 1 vụ"]
)
async def test_what_looks_like_a_personal_number_is_not_kept(desk, hoa, typed):
    assert "không lưu dãy số" in await hoa.says(typed)
    assert await entries(desk) == []


@pytest.mark.parametrize("typed", ["/ghi tư vấn 3 vụ " + "a" * 3000, "tư vấn 3 vụ, " * 300])
async def test_a_text_that_is_too_long_is_refused(desk, hoa, typed):
    assert "dài quá" in await hoa.says(typed)
    assert await entries(desk) == []


async def test_ten_thousand_characters_come_to_no_harm(desk, hoa):
    await hoa.says("/ghi")
    for part in ("a" * 4096, "tư vấn 3 vụ " * 340):
        await hoa.says(part)
    assert "dài quá" in hoa.last
    assert await entries(desk) == []


async def test_marks_composed_or_not_are_one(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says(unicodedata.normalize("NFD", "tư vấn 3 vụ hôm qua"))
    assert await entries(desk) == [("tư vấn", "3 vụ", "11/08-11/08")]


async def test_angle_brackets_are_only_letters(desk, hoa):
    assert "<b>" in await hoa.says("/ghi tư vấn <b>&</b> 3 vụ")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("tư vấn 0 vụ", "lớn hơn 0"), ("/ghi xin chào", "chưa rõ"), ("tư vấn 2 vụ ngày 31/6", "không có ngày 31")],
)
async def test_what_cannot_be_an_entry_is_refused(desk, hoa, typed, said):
    assert said in await hoa.says(typed)
    assert await entries(desk) == []


async def test_the_focal_point_logs_for_a_colleague_who_is_told(desk, focal, staff):
    await desk.moved_to(NOW)
    assert "nhập hộ anh Bình" in await focal.says("ghi hộ anh Bình thẩm định 2 dự thảo hôm qua")
    await desk.news_told()
    assert "đã nhập hộ anh:" in staff.last
    assert "nhập hộ" in await staff.says("/ketqua")
    await staff.says("xóa 1")
    assert await entries(desk) == []


async def test_two_of_the_name_are_told_apart(desk, unit_head, focal):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET full_name = 'Lý Thanh Bình', given_key = 'binh' WHERE id = 3")
    await desk.moved_to(NOW)
    assert "ghi hộ ai" in await unit_head.says("ghi hộ anh Bình thẩm định 2 dự thảo")
    assert "nhập hộ anh Thanh Bình" in await unit_head.chooses("Phạm Thanh Bình")


@pytest.mark.parametrize("who", ["hoa", "staff"])
async def test_others_may_not_log_for_a_colleague(desk, request, who):
    person = request.getfixturevalue(who)
    assert "Ghi hộ" in await person.says("ghi hộ chị Hà phòng công chứng 25 hợp đồng hôm nay")
    assert await entries(desk) == []


async def test_nobody_of_another_unit_is_found(desk, focal):
    assert "không có ai" in await focal.says("ghi hộ chị Hoa tư vấn 3 vụ")
    assert await entries(desk) == []


async def test_a_whole_sentence_wins_over_the_question_which_act_was_meant(desk, hoa):
    await desk.moved_to(NOW)
    assert "Đã làm việc gì?" in await hoa.says("ghi 10000")
    assert "Đã ghi, kết quả số 1." in await hoa.says("ghi thành tích: tham gia tố tụng 2 vụ tháng 5")
    assert await entries(desk) == [("tham gia tố tụng", "2 vụ", "01/05-31/05")]


async def test_the_amount_said_again_with_its_act_answers_which_act_was_meant(desk, hoa):
    await desk.moved_to(NOW)
    assert "Đã làm việc gì?" in await hoa.says("hôm nay 3 vụ")
    assert "Đã ghi, kết quả số 1." in await hoa.says("3 vụ tư vấn")
    assert await entries(desk) == [("tư vấn", "3 vụ", TODAY)]


async def test_a_minus_is_asked_about(desk, hoa):
    await desk.moved_to(NOW)
    assert "“-2 vụ” là số nào?" in await hoa.says("tham gia tố tụng -2 vụ")
    assert "“-2” là số nào?" in await hoa.says("-2")
    await hoa.chooses("2")
    assert await entries(desk) == [("tham gia tố tụng", "2 vụ", TODAY)]


@pytest.mark.parametrize("typed", ["quay lại", "Hủy ạ", "thôi", "không"])
async def test_words_that_lead_out_of_a_question_are_never_an_act(desk, hoa, drive, typed):
    await hoa.says("đăng ký")
    await hoa.chooses("Tham gia")
    await hoa.chooses("Ghi kết quả")
    assert "Không ghi kết quả này" in await hoa.says(typed)
    await hoa.says("hôm nay 3 vụ")
    assert "Không ghi kết quả này" in await hoa.says(typed)
    await hoa.says("hôm nay tư vấn 3 vụ")
    await hoa.says("sửa 1")
    await hoa.chooses("Việc")
    assert "không được ghi" in await hoa.says(typed)
    assert [act for act, *_ in await entries(desk)] == ["tư vấn"]


@pytest.mark.parametrize("typed", ["xác nhận", "đồng ý", "hoàn tác", "đúng rồi ạ"])
async def test_words_that_answer_another_question_are_never_an_act(desk, hoa, typed):
    await hoa.says("ghi kết quả")
    await hoa.says(typed)
    assert "không ghi" in " ".join((hoa.last, *hoa.choices)).lower()
    await hoa.says("hôm nay 3 vụ")
    assert "chưa rõ đã làm việc gì" in await hoa.says(typed)
    assert "Đã ghi, kết quả số 1." in await hoa.says("tư vấn")
    await hoa.says("sửa 1")
    await hoa.chooses("Việc")
    assert "chưa rõ đã làm việc gì" in await hoa.says(typed)


async def test_they_are_acts_with_something_to_count(desk, hoa):
    await hoa.says("xác nhận 5 hồ sơ")
    assert [act for act, *_ in await entries(desk)] == ["xác nhận"]
