"""Units of measure of the field, as people of a Department of Justice write them after a number."""

from domain.folding import fold
from domain.language.words import Phrases, listed, words

# What is counted is a thing that the act is done to: “cấp 36 bản sao” is the act “cấp bản sao”.
THINGS = listed(
    "hồ sơ, bản chính, văn bản, văn bản quy phạm pháp luật, dự thảo, hợp đồng, giao dịch, bản sao, trích lục, tờ"
    " gấp, tờ rơi, tin, bài, tin bài, bài viết, phóng sự, tổ chức, quyết định, nghị quyết, nghị định,"
    " thông tư, công văn, kế hoạch, báo cáo, tờ trình, đề nghị, phiếu, đơn, kiến nghị, câu hỏi, cuốn,"
    " quyển, sổ, sách, mô hình, sáng kiến, chuyên đề, đề tài, thủ tục, thủ tục hành chính, giấy, giấy"
    " phép, chứng chỉ, thẻ, suất quà, phần quà, bộ hồ sơ, bộ thủ tục, vi bằng, di chúc, biên bản, chữ"
    " ký, tài khoản, phần mềm, hội nghị, hội thảo, tọa đàm, cuộc thi, cuộc họp, phiên tòa, tài liệu,"
    " băng rôn, pa nô, khẩu hiệu, video, clip, chương trình, đề cương, câu lạc bộ, quy chế, quy trình,"
    " giấy mời, thông báo, phiếu lý lịch tư pháp, phiếu khảo sát, đơn vị máu, căn nhà, dữ liệu, chứng thư, lời"
    " chứng, trang thông tin"
)
OTHERS = listed(
    "vụ việc, vụ, việc, lượt người, lượt, người, buổi, cuộc, đợt, lớp, phiên, bản, tờ, trang, đồng, %,"
    " trường hợp, ý kiến, câu, tập, cặp, cặp đôi, đôi, ca, đoàn, điểm, đơn vị, mô đun, lần, suất, phần,"
    " hộ, hộ dân, hộ gia đình, gia đình, nhà, cây, bộ, tài sản, lô, thửa, bản ghi, học viên, học sinh,"
    " sinh viên, đại biểu, hòa giải viên, cán bộ, công chức, viên chức, đảng viên, đoàn viên, luật sư,"
    " công chứng viên, đấu giá viên, tuyên truyền viên, báo cáo viên, giờ, ngày, phút, cuộc gọi, kỳ, số,"
    " nhóm, tổ, xã, phường, thôn, tiết, chuyến, máy, máy tính, sự cố, mét, kg, phạm nhân, phụ nữ, trẻ"
    " em, thanh niên, cá nhân, tập thể, doanh nghiệp, cơ quan, lượt truy cập, lượt xem, lượt tải, lượt"
    " tiếp, lượt tư vấn, dân, đối tượng, bị can, bị cáo, thí sinh, người dân, bà con, lượt hồ sơ, gói,"
    " danh mục, nội dung, nhiệm vụ, điều, khoản, bên, sản phẩm, phiên đấu giá, lượt khách"
)
SHORT = {
    "lượt ng": "lượt người",
    "lượt đb": "lượt người",
    "đb": "đại biểu",
    "phần trăm": "%",
    "đ": "đồng",
    "vnđ": "đồng",
    "bài tin": "tin bài",
    "lượt bà con": "lượt người",
    "người dân": "người",
    "người dân tộc thiểu số": "người",
    "bà con": "người",
    "dân": "người",
}
PEOPLE = frozenset(
    listed(
        "người, lượt người, lượt, học sinh, sinh viên, học viên, đại biểu, hòa giải viên, cán bộ, công"
        " chức, viên chức, đảng viên, đoàn viên, tuyên truyền viên, báo cáo viên, phạm nhân, phụ nữ,"
        " thanh niên, trẻ em"
    )
)
# Not counted in halves; "1,250" of these can only be 1.250.
DIVISIBLE = frozenset({"giờ", "ngày", "đồng", "%", "mét", "kg"})

MEASURES = Phrases.of({spelling: spelling for spelling in (*THINGS, *OTHERS)} | SHORT)

# One thing under two names (legal aid counts “vụ việc”); attendance adds up to “lượt người”.
_SAME = {"vu viec": "vu", "nguoi": "luot nguoi", "bai": "tin bai", "bai viet": "tin bai"}


def measure_key(measure: str) -> str:
    """The folded unit of measure by which results are added up and matched with targets."""
    found = MEASURES.first(words(measure))
    plain = fold(found[0] if found and found[1] == 0 else measure)
    return _SAME.get(plain, plain)
