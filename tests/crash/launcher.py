"""Starts the unmodified program, dying by SIGKILL at a named point.

`python -m tests.crash.launcher CONFIG [POINT [TIMES]]`

A point is `before` or `after`, a module and a function of it, perhaps the first argument that the call must
have: `after storage.inbox:done`, `before aiosqlite.core:Connection.execute_fetchall COMMIT`. At the n-th such
call (TIMES, 1 if not given) this process kills itself; the program has no hook for it.
"""

import functools
import importlib
import os
import signal
import sys

from bot.__main__ import main


def die_at(point: str, times: int) -> None:
    when, where, *only = point.split()
    module, _, path = where.partition(":")
    holder = importlib.import_module(module)
    *outer, name = path.split(".")
    for one in outer:
        holder = getattr(holder, one)
    original, left = getattr(holder, name), times

    @functools.wraps(original)
    async def deadly(*args, **kwargs):
        nonlocal left
        left -= not only or only[0] in args
        if when == "before" and left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        result = await original(*args, **kwargs)
        if when == "after" and left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(holder, name, deadly)


if __name__ == "__main__":
    config, point, times = (*sys.argv[1:], "", "1")[:3]
    if point:
        die_at(point, int(times))
    main(["--config", config, "run"])
