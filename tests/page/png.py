"""A picture of a page as a small PNG: flat colours need no more than a palette."""

import base64
import struct
import zlib
from collections import Counter

from playwright.async_api import Page

MOST, GROUNDS = 256, 96  # colours of a palette, and those of them that are taken exactly
PIXELS = """async (png) => {
  const shown = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(shown.width, shown.height).getContext("2d");
  canvas.drawImage(shown, 0, 0);
  const bytes = canvas.getImageData(0, 0, shown.width, shown.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [shown.width, shown.height, btoa(text)];
}"""
Colour = tuple[int, ...]


async def smaller(page: Page, png: bytes) -> bytes:
    """The same picture, its shades the nearest of a palette. Decoded by the browser, on `page`."""
    width, height, pixels = await page.evaluate(PIXELS, base64.b64encode(png).decode())
    raw = base64.b64decode(pixels)
    return _packed(width, height, [tuple(raw[at : at + 3]) for at in range(0, len(raw), 4)])


def _packed(width: int, height: int, colours: list[Colour]) -> bytes:
    counted = Counter(colours)
    palette = _palette(counted)
    index = {colour: _nearest(colour, palette) for colour in counted}
    lines = (bytes(index[one] for one in colours[row * width : (row + 1) * width]) for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    shades = bytes(part for colour in palette for part in colour)
    body = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    parts = ((b"IHDR", head), (b"PLTE", shades), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _palette(counted: Counter[Colour]) -> list[Colour]:
    """The grounds as they are; of other shades one for many that are alike, so that rare colours have a place."""
    frequent = [colour for colour, _ in counted.most_common()]
    alike: dict[Colour, Colour] = {}
    for colour in frequent[GROUNDS:]:
        alike.setdefault(tuple(part >> 4 for part in colour), colour)
    return [*frequent[:GROUNDS], *alike.values()][:MOST]


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    distances = [sum((one - other) ** 2 for one, other in zip(colour, shade, strict=True)) for shade in palette]
    return distances.index(min(distances))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
