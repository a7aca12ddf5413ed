"""The same office with its people on Zalo, where a poll may hand out everything again, or each thing once only."""

from storage.database import Database
from tests.crash.office import Office
from tests.desk import Desk

DRIVE = 1  # the id of the one campaign
REGISTERED = "Đã ghi nhận đăng ký"


class ZaloOffice(Office):
    """`lost`: what was handed out to a program that died before it had written it down; each was asked again."""

    def __init__(self, desk: Desk, assistant) -> None:
        super().__init__(desk, assistant)
        self.sim = desk.sandbox.zalo_sim
        self.lost: list[dict] = []

    def id_of(self, who: int) -> str:
        return f"{who:020x}"

    def says(self, who: int, text: str) -> None:
        self.sim.say(self.id_of(who), text)

    def chat(self, who: int) -> list[dict]:
        return self.sim.chat(self.id_of(who))

    @property
    def record(self):
        return self.desk.sandbox.zalo.record.calls

    async def registers(self, who: int) -> None:
        """There are no buttons; what one would carry is typed."""
        self.says(who, f"/dangky ok {DRIVE}.0")
        self.model.registered.append(who)

    async def asked_again(self) -> None:
        """What was lost with a kill is noticed by whoever gets no answer, and asked once more."""
        await self.quiet()
        if self.desk.sandbox.zalo.switches.replay:
            await self._comes_round()
        kept = await self._kept()
        lost = [one for one in self._handed_out() if one["message"]["message_id"] not in kept]
        self.lost += lost
        for one in lost:
            self.sim.say(one["message"]["from"]["id"], one["message"]["text"])
        await self.quiet()

    async def _comes_round(self) -> None:
        """Everything has been handed out once more since now."""
        enough = self._polls() + len(self._handed_out()) + 2
        await self.sees(lambda: self._polls() >= enough)
        await self.quiet()

    def _polls(self) -> int:
        return sum(call.method == "getUpdates" for call in self.record)

    def _handed_out(self) -> list[dict]:
        updates = self.desk.sandbox.zalo.bot().updates
        return updates._events[: updates._fresh]

    async def _kept(self) -> set[str]:
        database = await Database.open(self.desk.folder / "thidua.db", beside=True)
        try:
            async with database.transaction() as tx:
                return {row["external_id"] for row in await tx.rows("SELECT external_id FROM inbox")}
        finally:
            await database.close()

    def each_loss_is_the_last_of_a_life(self) -> None:
        """By the platform's record: nothing was asked for after it in that life; so it is one for a kill at most."""
        polls = [call for call in self.record if call.method == "getUpdates"]
        kills = []
        for one in self.lost:
            (given,) = (call.seq for call in polls if _event(call.outcome) == one)
            kills.append(next(kill for kill in self.assistant.kills if given <= kill))
            assert not [call.seq for call in polls if given < call.seq <= kills[-1]]
        assert len(set(kills)) == len(kills)

    async def everybody_is_answered(self) -> None:
        for who in self.model.registered:
            await self.sees(lambda who=who: any(REGISTERED in message["text"] for message in self.chat(who)))


def _event(outcome: dict | None) -> dict | None:
    return (outcome or {}).get("result")
