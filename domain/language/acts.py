"""What people of a Department of Justice do: the acts that a sentence can name, and when two are the same."""

from collections.abc import Sequence

from domain.folding import fold
from domain.language.abbreviations import expanded
from domain.language.measures import OTHERS, THINGS
from domain.language.words import Phrases, Word, listed, phrases, words

# An act by its own name; what follows it says about what.
ACTS = listed(
    "tư vấn, tư vấn pháp luật, tham gia tố tụng, tố tụng, đại diện ngoài tố tụng, bào chữa, truyền"
    " thông, tuyên truyền, phổ biến, phổ biến giáo dục pháp luật, tập huấn, bồi dưỡng, đào tạo, hòa"
    " giải, hòa giải thành, đối thoại, thẩm định, thẩm tra, góp ý, tham gia góp ý, tham gia ý kiến, cho"
    " ý kiến, hệ thống hóa, hợp nhất, pháp điển, pháp điển hóa, công chứng, chứng thực, đấu giá, đấu giá"
    " thành, bán đấu giá, giám định, lập vi bằng, tống đạt, quản tài, thanh tra, xử phạt, xử phạt vi"
    " phạm hành chính, xử lý vi phạm hành chính, xử lý vi phạm, theo dõi thi hành pháp luật, theo dõi"
    " tình hình thi hành pháp luật, tiếp công dân, tiếp dân, trực, hiến máu, tọa đàm, nói chuyện, sinh"
    " hoạt chuyên đề, phát thanh, giải đáp, giải đáp pháp luật, hỗ trợ pháp lý, thụ lý, kết thúc, bảo vệ, đăng ký"
    " khai sinh, đăng ký kết hôn, đăng ký khai tử, đăng ký hộ tịch, đăng ký lại khai sinh, đăng ký giám"
    " hộ, đăng ký nuôi con nuôi, đăng ký nhận cha mẹ con, đăng ký biện pháp bảo đảm, đăng ký giao dịch bảo đảm,"
    " đăng ký thế chấp, xác nhận, xác nhận tình trạng hôn nhân, hủy kết hôn trái pháp luật, đăng ký hoạt động,"
    " nhập quốc tịch, thôi quốc tịch, trở lại quốc tịch, cải chính hộ tịch, thay đổi hộ tịch, cài đặt,"
    " bảo trì, khắc phục, sửa chữa, nâng cấp, quản trị, sao y, phúc tra, kiểm soát thủ tục hành chính,"
    " quay phim, chụp ảnh, phỏng vấn, chi trả"
)
# A field that stands for the act where no verb does: “hộ tịch 20 hồ sơ”.
MATTERS = listed(
    "trợ giúp pháp lý, trợ giúp, hộ tịch, quốc tịch, khai sinh, khai tử, kết hôn, nuôi con nuôi, lý"
    " lịch tư pháp, pháp chế, bổ trợ tư pháp, thi hành án, chuyển đổi số, cải cách hành chính, thủ tục"
    " hành chính, thừa phát lại, luật sư, công nghệ thông tin, bồi thường nhà nước, biện pháp bảo đảm,"
    " văn thư, hành chính tư pháp"
)
# An act only together with its object: “giải quyết hồ sơ hộ tịch”, “viết bài”, “kiểm tra tổ chức hành nghề”.
NEED_OBJECT = listed(
    "giải quyết, theo dõi, số hóa, làm sạch, cấp, cấp phát, cấp lại, kiểm tra, tự kiểm tra, rà soát, tự rà soát,"
    " tiếp nhận, xử lý, ban hành, viết, đăng, đăng tải, phát, phát hành, treo, in, in ấn, soạn, soạn thảo,"
    " biên soạn, lập, trình, tham mưu, trả lời, hướng dẫn, xây dựng, xác minh, cập nhật, tặng, trao, trao"
    " tặng, thăm, thăm hỏi, ủng hộ, quyên góp, vận động, hỗ trợ, khảo sát, bổ nhiệm, miễn nhiệm, đánh"
    " giá, công nhận, ký, ký kết, gửi, giới thiệu, chỉnh lý, lưu trữ, tuyển dụng, trồng cây, làm rõ,"
    " giám sát, thu thập, thống kê, tổng hợp, báo cáo, chuyển giao, phân loại, nghiên cứu, sưu tầm, sản"
    " xuất, duyệt, phê duyệt, công bố, niêm yết, thu hồi, cung cấp, tra cứu, đón tiếp, thành lập, bàn giao,"
    " tháo gỡ, bãi bỏ, sửa đổi, đề xuất, kiến nghị, đôn đốc, dịch thuật, điều tra, kiểm kê, đo đạc, tham"
    " luận, đóng góp, sáng tác, thiết kế, triển khai, giúp đỡ, giảng dạy, thuyết trình, trả kết quả, chấm"
    " điểm, thẩm duyệt, tập hợp, hoàn thiện, chuẩn hóa, kết nối, đối soát, tổng kết, sơ kết"
)
# Carries another act or event: “làm 1 buổi tuyên truyền”, “tổ chức 2 hội nghị”.
CARRIERS = listed(
    "làm, thực hiện, tổ chức, mở, tham gia, dự, tham dự, họp, đi, hoàn thành, phối hợp, chủ trì, phối"
    " hợp tổ chức, tiến hành, làm được, đạt, được, nhận, phụ trách, đảm nhận, hoàn tất"
)
PLAIN, OBJECT, MATTER, CARRIER = "plain", "object", "matter", "carrier"
_RANK = {PLAIN: 0, OBJECT: 0, MATTER: 1, CARRIER: 2}
KINDS = Phrases.of(
    dict.fromkeys(ACTS, PLAIN)
    | dict.fromkeys(NEED_OBJECT, OBJECT)
    | dict.fromkeys(MATTERS, MATTER)
    | dict.fromkeys(CARRIERS, CARRIER)
)

# What an act may be about: spelled with its marks, never an act by itself.
TOPICS = listed(
    "pháp luật, luật đất đai, luật hôn nhân và gia đình, luật giao thông, luật hộ tịch, luật phòng"
    " chống ma túy, luật bình đẳng giới, luật trẻ em, luật căn cước, luật thi đua khen thưởng, luật cư"
    " trú, luật an ninh mạng, luật bảo hiểm xã hội, luật, bộ luật, phòng chống bạo lực gia đình, bạo lực"
    " gia đình, an toàn giao thông, ma túy, cơ sở, ở cơ sở, hành nghề, hành nghề công chứng, lưu động,"
    " miễn phí, trực tiếp, trực tuyến, toàn trình, đất đai, hôn nhân, gia đình, dân sự, hình sự, hành chính,"
    " lao động, khiếu nại, tố cáo, thừa kế, di chúc, vi phạm hành chính, quy phạm pháp luật, thủ tục"
    " hành chính, công nghệ thông tin, chữ ký số, dữ liệu, phần mềm, ủy ban nhân dân, hội đồng nhân dân,"
    " tỉnh, ủy ban, nghị quyết, quyết định, chỉ thị, của, về, cho, đồng bào, bà con, nhân dân, người"
    " dân, học sinh, cán bộ, công chức, viên chức, hòa giải viên, phụ nữ, thanh niên, người nghèo, dân"
    " tộc thiểu số, khởi điểm, giá khởi điểm, so với, chênh, chênh lệch, trễ hạn, quá hạn, đúng hạn,"
    " trước hạn, không, có, quyền sử dụng đất, tài sản, nhà đất, ô tô, thi đua, khen thưởng, buổi tối,"
    " tại phiên tòa, phiên tòa, cấp cơ sở, cấp sở, cấp tỉnh, cấp bộ, cấp ngành, cấp huyện, cấp xã,"
    " bảo đảm, chuyển nhượng, tặng cho, mua bán, thế chấp, ủy quyền, hợp đồng,"
    " giao dịch, trên địa bàn, bản sao, trích lục, hồ sơ, văn bản, dự thảo, được, và, với, người dự, tham dự"
)
VERBS = frozenset((*ACTS, *NEED_OBJECT, *CARRIERS))
SPELLINGS = phrases((*VERBS, *MATTERS, *TOPICS, *(thing for thing in (*THINGS, *OTHERS) if " " in thing)))

# The same act under several names.
_SAME = {
    "tư vấn pháp luật": "tư vấn",
    "tố tụng": "tham gia tố tụng",
    "tham gia tố tụng": "tham gia tố tụng",
    "phổ biến giáo dục pháp luật": "phổ biến",
    "tham gia góp ý": "góp ý",
    "tham gia ý kiến": "góp ý",
    "cho ý kiến": "góp ý",
    "bán đấu giá": "đấu giá",
    "tiếp dân": "tiếp công dân",
    "khai sinh": "đăng ký khai sinh",
    "khai tử": "đăng ký khai tử",
    "kết hôn": "đăng ký kết hôn",
    "đăng ký khai sinh": "đăng ký khai sinh",
    "đăng ký khai tử": "đăng ký khai tử",
    "đăng ký kết hôn": "đăng ký kết hôn",
    "tự kiểm tra": "kiểm tra",
}
_SAME_ACTS = Phrases.of(_SAME)
# Words that do not make two acts different in a Department of Justice.
_EMPTY = phrases(
    listed(
        "về, cho, ở, tại, của, các, và, công tác, việc, pháp luật, cơ sở, về cơ sở, ở cơ sở, hồ sơ, dự"
        " thảo, văn bản, vụ, vụ việc, người dân, nhân dân, bà con, đồng bào, quy phạm pháp luật, trợ"
        " giúp pháp lý, được, thành công, tổ chức, thực hiện, làm, phối hợp, chủ trì, hoàn thành, tiến"
        " hành, mở, số lượng, số vụ, số, lượng, trong, tỉnh, cuộc, bản sao, lưu động, trực buổi, đợt,"
        " lượt, người, kết quả"
    )
)


def first_act(sentence: Sequence[Word]) -> tuple[str, int, int] | None:
    """The act named: its kind, where it begins and ends; the first verb, else a field of work, else a carrier.

    A verb of one syllable is taken for one at the beginning only, and never as a part of something longer.
    """
    found: list[tuple[str, int, int]] = []
    place = 0
    while place < len(sentence):
        here, known = KINDS.at(sentence, place), SPELLINGS.at(sentence, place)
        length = max(here[1] if here else 1, known[1] if known else 1)
        single = here and here[0] == OBJECT and length == 1 and place
        if here and here[1] == length and not single:
            found.append((here[0], place, place + length))
        place += length
    return min(found, key=lambda act: (_RANK[act[0]], act[1]), default=None)


def splits(sentence: Sequence[Word], at: int) -> bool:
    """Whether a cut before the word `at` would cut a known phrase: “trực | tiếp”."""
    known = SPELLINGS.at(sentence, at - 1) if 0 < at < len(sentence) else None
    return known is not None and known[1] > 1


def spelled(sentence: Sequence[Word]) -> str:
    """The words as shown: those known get the marks that were not typed; a short verb only at the beginning."""
    shown, place, ended = "", 0, 0
    while place < len(sentence):
        known = SPELLINGS.at(sentence, place)
        if known and known[1] == 1 and known[0] in VERBS and place:
            known = None
        here = sentence[place : place + (known[1] if known else 1)]
        typed = " ".join(word.typed for word in here)
        shown += "" if here[0].start == ended or typed in {",", ";"} else " "
        shown += known[0] if known and typed == typed.lower() else typed
        place, ended = place + len(here), here[-1].end
    return shown.strip()


def act_key(act: str) -> str:
    """The folded act that matches an entry with a target: names of one act made one, empty words left out."""
    sentence = words(expanded(act.replace(",", " ")).text)
    kept: list[str] = []
    place = 0
    while place < len(sentence):
        same = _SAME_ACTS.at(sentence, place)
        empty = None if same else _EMPTY.at(sentence, place)
        if same:
            kept.append(fold(same[0]))
        elif not empty and sentence[place].plain.isalnum():
            kept.append(sentence[place].plain)
        place += (same or empty or ("", 1))[1]
    return " ".join(kept) or fold(act)
