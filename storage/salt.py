"""This installation's secret, with which codes are hashed: a copied table alone opens nothing."""

import hashlib
import hmac
from random import Random
from secrets import SystemRandom

from storage import settings
from storage.database import Transaction

_NAME = "salt"


async def salt(tx: Transaction, chance: Random | None = None) -> str:
    """Made at first need, from `chance` (the story's is seeded) or the system's randomness."""
    found = await settings.get(tx, _NAME)
    if found is None:
        found = f"{(chance or SystemRandom()).getrandbits(256):064x}"
        await settings.put(tx, _NAME, found)
    return found


async def hashed(tx: Transaction, purpose: str, secret: str) -> str:
    """What stands in the table for a token or a code."""
    key = await salt(tx)
    return hmac.new(key.encode(), f"{purpose}:{secret}".encode(), hashlib.sha256).hexdigest()
