"""Facts about this installation, by name."""

from storage.database import Transaction


async def get(tx: Transaction, name: str) -> str | None:
    value: str | None = await tx.value("SELECT value FROM setting WHERE name = ?", (name,))
    return value


async def put(tx: Transaction, name: str, value: str) -> None:
    await tx.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))


async def drop(tx: Transaction, name: str) -> None:
    await tx.run("DELETE FROM setting WHERE name = ?", (name,))


async def names(tx: Transaction, like: str) -> list[str]:
    """Which there are, by a pattern of SQL."""
    return [row["name"] for row in await tx.rows("SELECT name FROM setting WHERE name LIKE ? ORDER BY name", (like,))]
