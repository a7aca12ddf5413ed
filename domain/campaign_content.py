"""What a campaign says and asks beside its days: who launches it, what it answers, its aims, awards and signatures."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.campaign_documents import Document


class Level(StrEnum):
    """Who launches it (Luật 06/2022/QH15, Đ16.2, Đ18); a superior level is launched by others and answered here."""

    MINISTRY = "ministry"  # Bộ Tư pháp
    PROVINCE = "province"  # UBND tỉnh
    CLUSTER = "cluster"  # cụm, khối, khu vực thi đua
    OFFICE = "office"  # Sở
    UNIT = "unit"  # a unit of the office


class Kind(StrEnum):
    """How people speak of it. The law knows two kinds (Đ16.1): thường xuyên, and theo chuyên đề (đợt is one)."""

    REGULAR = "regular"  # thường xuyên: the annual movement
    PEAK_DRIVE = "peak_drive"  # đợt thi đua cao điểm
    THEMATIC = "thematic"  # theo chuyên đề


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parent(_Part):
    """A campaign of a superior level that is answered (“hưởng ứng”). `campaign_id`: where it is one of ours.

    What the answer does not say itself it takes from here: the theme and the days.
    """

    level: Level
    name: str
    theme: str = ""
    start: date | None = None
    end: date | None = None
    document: Document | None = None
    campaign_id: int | None = None


class Award(_Part):
    """A form of award that it holds out, and how many of it at most. None: no number was said."""

    form: str
    collectives: int | None = None
    people: int | None = None


class Content(_Part):
    """`titles` (danh hiệu) and `forms` (hình thức khen thưởng): what is asked of who registers, two lists never mixed.

    `commitment`: the words that each person signs, `pledge`: those that heads sign, by `pledge_by`; "" for none.
    `interim`: the day of the next interim review (sơ kết).
    """

    level: Level = Level.OFFICE
    kind: Kind = Kind.PEAK_DRIVE
    with_union: bool = False
    slogan: str = ""
    objectives: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    awards: tuple[Award, ...] = ()
    titles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    commitment: str = ""
    pledge: str = ""
    pledge_by: datetime | None = None
    interim: date | None = None
    parents: tuple[Parent, ...] = ()

    @property
    def sought(self) -> tuple[str, ...]:
        """Every title and form that it names, each once."""
        return tuple(dict.fromkeys((*self.titles, *self.forms, *(one.form for one in self.awards))))


NOTHING_MORE = Content()
