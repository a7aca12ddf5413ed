"""The running process: every edge to the outside world."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # telegram's future default for durations; before any part imports it
