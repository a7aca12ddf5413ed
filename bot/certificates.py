"""Whose certificates are believed: read once for all connections, since reading the list takes some 25 ms."""

from functools import cache
from ssl import SSLContext

import httpx


@cache
def trusted() -> SSLContext:
    """What httpx would read anew for every client: certifi's list, or what SSL_CERT_FILE or SSL_CERT_DIR names."""
    return httpx.create_ssl_context()
