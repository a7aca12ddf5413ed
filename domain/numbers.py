"""Numbers."""

UNITS = (
    "vụ việc|vụ|việc|lượt người|lượt|người|ng|buổi|cuộc|đợt|lớp|hội nghị|hồ sơ|văn bản|vb|dự thảo|hợp đồng|giao dịch"
    "|bản sao|bản|trích lục|tờ gấp|tờ|tin|bài|trang|tổ chức|tổ|đồng|triệu|tỷ|tỉ|nghìn|ngàn|phiếu|chỉ tiêu|cá nhân|tập thể"
    "|đơn vị|đơn|phòng|xã|hộ|thôn|trường hợp|ca|câu|ảnh|báo cáo|quyết định|kế hoạch|điểm|mô hình|sáng kiến|đề án|ý kiến"
)
