"""What stands on every answer of the server: where pictures and scripts may come from, who may frame it, what is told on."""

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit's own pages need the two unsafe words: styles and the first script stand in the page, and Vega compiles
# what a chart says. It reads the map's script, which comes with the page, from a blob: of its own. ws: and wss: stand
# for themselves, since older phones do not count them to 'self'.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Referrer-Policy": "no-referrer",  # addresses hold seats, drafts and links
    "X-Content-Type-Options": "nosniff",
}
CLOSED = (
    "/_stcore/metrics"  # how many are here and what they hold: nobody's business but the operator's
)


class SafeAnswers:
    """Every answer with these headers; an address that is nobody's business is not there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        closed = scope["path"].rstrip("/").endswith(CLOSED)
        app: ASGIApp = PlainTextResponse("not found", 404) if closed else self.app
        await app(scope, receive, answer)


MIDDLEWARE = Middleware(SafeAnswers)
