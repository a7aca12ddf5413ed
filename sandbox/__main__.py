"""`python -m sandbox --port 8081`: the pretend Telegram and Zalo by themselves."""

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

from sandbox.server import Sandbox
from sandbox.tokens import DEFAULT_TOKEN, DEFAULT_ZALO_TOKEN


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sandbox", description="Telegram và Zalo giả lập trên 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=DEFAULT_TOKEN)
    parser.add_argument(
        "--zalo-token",
        action="append",
        metavar="TOKEN",
        help="mã của một bot Zalo giả lập; ghi nhiều lần cho nhiều bot",
    )
    parser.add_argument(
        "--clock", type=Path, metavar="FILE", help="tệp đồng hồ dùng chung với chương trình, mục [clock] file"
    )
    parser.add_argument("--strict-window", action="store_true", help="áp dụng giới hạn tốc độ gửi của Telegram")
    return parser.parse_args()


async def _serve(given: argparse.Namespace) -> None:
    serving = Sandbox(
        given.token,
        given.port,
        clock_file=given.clock,
        strict_window=given.strict_window,
        zalo_tokens=given.zalo_token or [DEFAULT_ZALO_TOKEN],
    )
    async with serving as sandbox:
        print(f"{sandbox.url}  token {sandbox.token}", flush=True)  # noqa: T201  # the command's answer
        for token in sandbox.zalo_tokens:
            print(f"{sandbox.url}  zalo token {token}", flush=True)  # noqa: T201  # likewise
        await asyncio.Event().wait()


if __name__ == "__main__":
    given = _arguments()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(given))
    except ValueError:
        sys.exit("Chỉ nhận mã bot giả lập dạng <số>:SANDBOX…, mỗi bot một mã; không dùng mã bot thật ở đây.")
    except OSError:
        sys.exit(f"Cổng {given.port} đang được dùng; chọn cổng khác bằng --port.")
