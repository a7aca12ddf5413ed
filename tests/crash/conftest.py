from collections.abc import AsyncIterator

import pytest

from tests.conftest import Desk
from tests.crash.office import Office, opened


@pytest.fixture
async def office(sandbox, tmp_path) -> AsyncIterator[Office]:
    desk = Desk(sandbox, tmp_path)
    office = await opened(desk)
    try:
        yield office
    finally:
        await office.assistant.stop()
        await desk.close()
