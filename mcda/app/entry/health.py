"""Whether the app can do its work: /healthz asks the store, while Streamlit's own address says only that it runs."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from criteria.errors import StoreError
from mcda.app.state import resources


def health(_: Request) -> JSONResponse:
    """200 while the store answers, else 503 with the code of what is wrong; runs in a thread of its own."""
    try:
        resources.store().database.check()
    except StoreError as error:
        return _told([finding.code for finding in error.findings], 503)
    return _told(["ok"], 200)


def _told(status: list[str], code: int) -> JSONResponse:
    return JSONResponse({"status": ", ".join(status)}, code, {"Cache-Control": "no-store"})


HEALTH = Route("/healthz", health, methods=["GET"])
