"""The end of the server: what still waits to be written is written before the process goes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Uvicorn ends the process by the signal that it was sent: what Python does at exit would not be done."""
    yield
    from mcda.app.state import resources  # the server listens before it knows of any store

    await asyncio.to_thread(resources.finish)
