"""A file brought to a page as a browser brings it: put under an address of its own, then named by the widget."""

import asyncio
import uuid
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

from streamlit.proto.Common_pb2 import FileUploaderState, FileURLs, UploadedFileInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.drivers.phone.client import Phone
from tests.drivers.phone.http_files import cookies_of

BOUNDARY = "green-heart-boundary"


async def bring(phone: Phone, uploader: str, name: str, data: bytes) -> float:
    """Seconds until the page has answered the file; raises OSError if the server does not take it."""
    file, address = str(uuid.uuid4()), phone.address
    path = f"/_stcore/upload_file/{phone.session}/{file}"
    cookies = await cookies_of(address)
    await asyncio.to_thread(_put, address, path, cookies, name, data)
    widget = phone.screen.find(uploader)
    urls = FileURLs(file_id=file, upload_url=path, delete_url=path)
    info = UploadedFileInfo(file_id=file, name=name, size=len(data), file_urls=urls)
    state = FileUploaderState(uploaded_file_info=[info])
    return await phone.put(widget, WidgetState(id=widget.id, file_uploader_state_value=state))


def _put(address: str, path: str, cookies: dict[str, str], name: str, data: bytes) -> None:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{quote(name)}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    server = HTTPConnection(urlsplit(address).netloc, timeout=120)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Cookie": "; ".join(f"{key}={value}" for key, value in cookies.items()),
        "X-Xsrftoken": cookies.get("_streamlit_xsrf", ""),
        "Origin": address,
    }
    try:
        server.request(
            "PUT", path, head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode(), headers
        )
        answer = server.getresponse()
        if answer.status >= 300:
            raise OSError(f"{path}: {answer.status} {answer.read()[:200]!r}")
    finally:
        server.close()
