"""The settings of the one thing that others open from outside: files by a link, where none can be sent."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from bot.config_office import Section
from handlers.visit import Links

PATH = "/tai/"


def loopback(address: str) -> bool:
    """Whether this address leads to this computer itself."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _public(address: str) -> str:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    safe = parts.scheme == "https" or (parts.scheme == "http" and loopback(address))
    beyond = parts.query or parts.fragment or parts.username is not None or len(address.split()) > 1
    if address and (not safe or not parts.hostname or beyond):
        msg = "phải bắt đầu bằng https://, không có gì sau đường dẫn, ví dụ https://thidua.example.gov.vn"
        raise ValueError(msg)
    return address.rstrip("/")


class WebSection(Section):
    """Off as long as there is no `public_url`: what stands before every link. `host`, `port`: where it is served, for
    whatever passes requests on from there."""

    public_url: Annotated[str, AfterValidator(_public)] = ""
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8090
    link_minutes: Annotated[int, Field(ge=1, le=1440)] = 30

    @property
    def links(self) -> Links | None:
        if not self.public_url:
            return None
        return Links(lambda token: f"{self.public_url}{PATH}{token}", timedelta(minutes=self.link_minutes))
