"""What a browser fetches over plain HTTP before it opens its websocket: files, and the cookie against forged requests."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Line:
    """One connection that stays open for many GETs; cookies that come are kept and sent."""

    host: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> bytes:
        """The body; an OSError names the path and what came instead of it."""
        cookies = "".join(f"Cookie: {name}={value}\r\n" for name, value in self.cookies.items())
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n{cookies}\r\n".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        self.cookies |= dict(re.findall(r"(?im)^set-cookie: ([^=]+)=([^;\r]*)", head))
        length = re.search(r"(?im)^content-length: (\d+)", head)
        if not head.startswith("HTTP/1.1 200") or length is None:
            raise OSError(f"{path}: {head.splitlines()[0]}; expected 200 with a length")
        return await self.reader.readexactly(int(length[1]))


@asynccontextmanager
async def line(address: str) -> AsyncIterator[Line]:
    """A connection to the server at this address for as long as the block lasts."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        yield Line(parts.netloc, reader, writer)
    finally:
        writer.close()


async def first_visit(address: str, lines: int = 6) -> int:
    """Fetch the page and every file it links to, as a browser with an empty cache does: the bytes it took.

    Browsers open up to six connections to a server.
    """
    async with line(address) as first:
        page = await first.get("/")
    paths = re.findall(r'(?:src|href)="\.(/static/[^"]+)"', page.decode())

    async def some(part: list[str]) -> int:
        async with line(address) as open_line:
            return sum([len(await open_line.get(path)) for path in part])

    parts = await asyncio.gather(*(some(paths[n::lines]) for n in range(lines)))
    return len(page) + sum(parts)


async def cookies_of(address: str) -> dict[str, str]:
    """The cookies that the health address gives, as it does to every browser that connects."""
    async with line(address) as open_line:
        await open_line.get("/_stcore/health")
        return open_line.cookies
