"""What measures must keep measuring; the figures themselves are the business of `make bench`."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIGURES = re.compile(r"(?P<what>.+?)  +(?P<ours>[\d.]+|-) +(?P<other>[\d.]+|-) +(?P<ratio>[\d.]+|-)(  .+)?")


def quickly(part: str) -> list[str]:
    command = [sys.executable, "-m", "benchmarks", "--quick", part]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603  # our own command
    return done.stdout.splitlines()


def test_answering_is_measured_beside_an_echo_bot_and_bare_imports():
    machine, versions, _, _, header, *lines = quickly("answering")
    assert re.fullmatch(r"Machine: .+, \d+ cores, .+", machine)
    assert re.fullmatch(r"Versions: Python [\d.]+.*, SQLite [\d.]+, python-telegram-bot [\d.]+", versions)
    assert header.split() == ["what", "ours", "other", "ratio", "other", "is"]
    figures = [FIGURES.fullmatch(line) for line in lines]
    assert all(figures)
    rate = next(figure for figure in figures if figure["what"].startswith("updates answered per second"))
    assert float(rate["ours"]) > 0
    assert float(rate["other"]) > 0


def test_a_list_of_staff_is_measured_from_the_file_to_the_end():
    shown, written = [FIGURES.fullmatch(line) for line in quickly("roster")[5:]]
    assert 0 < float(shown["ours"]) < float(written["ours"])
    assert float(written["other"]) == 5


def test_an_offices_messages_are_counted_and_stay_within_what_they_may_cost():
    lines = [FIGURES.fullmatch(line) for line in quickly("traffic")[5:]]
    assert all(lines)
    totals = [line for line in lines if line["what"].startswith("messages sent, a simulated")]
    assert [float(line["ours"]) <= float(line["other"]) for line in totals] == [True, True]
    kinds = sum(float(line["ours"]) for line in lines if line["what"].startswith("of these"))
    assert kinds == sum(float(line["ours"]) for line in totals)


def test_an_officers_heaviest_work_is_measured_beside_that_of_a_small_office():
    lines = [FIGURES.fullmatch(line) for line in quickly("desk")[5:]]
    assert [line["what"].partition(":")[2].split(",")[0].strip() for line in lines][:2] == [
        *("/duyet", "accepting all that waits")
    ]
    assert len(lines) == 10
    assert all(float(line["ours"]) > 0 and float(line["other"]) > 0 for line in lines)
