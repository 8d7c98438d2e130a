"""Real browsers that watch while the phones are at work, so that the server feels them too."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from playwright.async_api import Page, async_playwright

from tests.drivers.chromium import ARGUMENTS, installed


@asynccontextmanager
async def watching(urls: Sequence[str]) -> AsyncIterator[list[Page]]:
    """A headless Chromium for each address, open as long as the block lasts."""
    async with AsyncExitStack() as open_things:
        play = await open_things.enter_async_context(async_playwright())
        pages = []
        for url in urls:
            chromium = await play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
            open_things.push_async_callback(chromium.close)
            page = await chromium.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(60_000)
            await page.goto(url)
            await page.wait_for_selector('[data-testid="stMain"] h1')
            pages.append(page)
        yield pages


async def seen(page: Page) -> str:
    """All that the page says, or an empty text where it shows an error or nothing."""
    if await page.locator('[data-testid="stException"], [data-testid="stAlert"]').count():
        return ""
    return await page.locator('[data-testid="stMain"]').inner_text()
