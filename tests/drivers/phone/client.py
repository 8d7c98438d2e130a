"""A simulated phone: it speaks Streamlit's own protocol to the app, as the browser on a real one does.

Messages are protobuf (BackMsg there, ForwardMsg back) over the websocket /_stcore/stream, as Streamlit 1.67 has them.
"""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.drivers.phone.http_files import cookies_of, first_visit
from tests.drivers.phone.message_cache import Memory
from tests.drivers.phone.screen import Element, Screen, held

FINISHED = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
}
# What a page's script has the browser keep: name, value, seconds.
COOKIE = re.compile(r'document\.cookie="([^"=]+)=([^";]*);[^"]*max-age=(\d+)')
# Widgets that say once that they were touched, and hold nothing afterwards.
TRIGGERS = ("button", "download_button")


class NoAnswer(ConnectionError):  # noqa: N818 - it is what happened
    """The server did not answer in time, or the connection broke before it did."""


@dataclass(frozen=True)
class Answer:
    """One action and the seconds until the server had finished answering it."""

    action: str
    seconds: float


@dataclass
class Phone:
    """One visitor on the app at `address` (http://host:port), with its own session.

    Actions wait until the run they cause is over and return the seconds that took; every one is kept in `answers`.
    They raise NoAnswer after `patience` seconds, or when the connection breaks.
    """

    address: str
    locale: str = "en"
    patience: float = 60
    answers: list[Answer] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)  # that a proxy would add

    def __post_init__(self) -> None:
        self.screen = Screen()
        self.query = ""
        self.session = ""
        self.pages: dict[str, str] = {}
        self.page = ""
        self.received = 0
        self.cookies: dict[str, str] = {}  # that a script of the page has set
        self._path = "/"
        self._socket: websockets.ClientConnection | None = None
        self._listener: asyncio.Task[None] | None = None
        self._forms: dict[str, dict[str, WidgetState]] = {}
        self._memory = Memory()
        self._over: asyncio.Future[None] | None = None
        self._awaited = ""  # the fragment whose run is waited for, empty for the whole page
        self._last: set[str] = set()  # the fragments of the last run, none for the whole page
        self._acknowledged: asyncio.Future[None] | None = None
        self._clocks: dict[str, asyncio.Task[None]] = {}

    async def load(self) -> float:
        """Fetch what a browser fetches on its first visit: the page and every file it links to."""
        start = time.perf_counter()
        self.received += await self._within(first_visit(self.address))
        return self._note("load", start)

    async def open(self, path: str, action: str = "open") -> float:
        """Open an address of the app (`/weights?lang=en`) in a new session."""
        await self.close()
        start = time.perf_counter()
        parts = urlsplit(path)
        self._path, self.query, self.session = parts.path, parts.query, ""
        self.screen, self.page, self._forms, self._memory = Screen(), "", {}, Memory()
        await self._connect()
        await self._ask(self._state())
        return self._note(action, start)

    async def reload(self) -> float:
        """The same address, query included, again: a new session, as after a reload."""
        return await self.open(f"{self._path}?{self.query}", "reload")

    async def reconnect(self) -> float:
        """A lost connection comes back: the browser asks for its former session.

        It runs the page again only if it had none yet, a run was cut short, the last one was a fragment's, or one runs
        every few seconds (`handleConnectionStateChanged`): else it waits for the next tap.
        """
        clocks = bool(self._clocks)
        cut_short = self._over is not None and not self._answered()
        await self.close()
        start = time.perf_counter()
        await self._connect()
        if not self.session or clocks or cut_short or self._last:
            await self._ask(self._state())
        return self._note("reconnect", start)

    async def set(self, name: str, value: Any, kind: str = "") -> float:
        """Put a value into the widget of this key or label; inside a form it waits for the button.

        A value of a segmented control, pills, radio or select box is the option as shown.
        """
        start = time.perf_counter()
        widget = self.screen.find(name, kind)
        if widget.form:
            self._forms.setdefault(widget.form, {})[widget.id] = held(widget, value)
            return 0.0
        self.screen.values[widget.id] = held(widget, value)
        await self._ask(self._state(fragment=widget.fragment))
        return self._note(f"set {widget.kind}", start)

    async def put(self, widget: Element, state: WidgetState) -> float:
        """Put a state that is more than a value into a widget: the files of an uploader."""
        start = time.perf_counter()
        self.screen.values[widget.id] = state
        await self._ask(self._state(fragment=widget.fragment))
        return self._note(f"set {widget.kind}", start)

    async def click(self, name: str) -> float:
        """Press the button of this key or label; a form's button sends the form."""
        start = time.perf_counter()
        button = next(
            (e for e in self.screen if e.kind in TRIGGERS and name in (e.key, e.label)), None
        ) or self.screen.find(name, "button")
        if button.message.disabled:
            raise KeyError(f"screen: the button {name!r} is disabled")
        self.screen.values |= self._forms.pop(button.form, {})
        pressed = WidgetState(id=button.id, trigger_value=True)
        await self._ask(self._state(fragment=button.fragment, also=pressed))
        return self._note("click", start)

    async def go_to(self, page: str) -> float:
        """Follow the navigation to a page, named as in its address."""
        start = time.perf_counter()
        self.page, self._path, self.query = self.pages[page], f"/{page}", ""
        await self._ask(self._state())
        return self._note("navigate", start)

    async def ping(self) -> float:
        """A heartbeat: how long the server's loop takes to say that it is there."""
        start = time.perf_counter()
        self._acknowledged = asyncio.get_running_loop().create_future()
        await self._send(BackMsg(app_heartbeat=True))
        await self._within(self._acknowledged)
        return self._note("ping", start)

    async def close(self) -> None:
        self._stop_clocks()
        if self._socket is not None:
            await self._socket.close()
        if self._listener is not None:
            await asyncio.wait([self._listener])
        self._socket = self._listener = None

    def _note(self, action: str, start: float) -> float:
        self.answers.append(Answer(action, time.perf_counter() - start))
        return self.answers[-1].seconds

    async def _connect(self) -> None:
        try:
            cookies = {**await self._within(cookies_of(self.address)), **self.cookies}
            token = cookies.get("_streamlit_xsrf", "PLACEHOLDER_AUTH_TOKEN")
            self._socket = await websockets.connect(
                f"{self.address.replace('http', 'ws', 1)}/_stcore/stream",
                subprotocols=[
                    websockets.Subprotocol(name)
                    for name in ("streamlit", token, self.session)
                    if name
                ],
                origin=websockets.Origin(self.address),
                additional_headers={
                    "Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()),
                    **self.headers,
                },
                max_size=None,
                ping_interval=None,
                open_timeout=self.patience,
            )
        except (OSError, TimeoutError, websockets.WebSocketException) as error:
            raise NoAnswer(f"{self.address}: {error!r}") from error
        self._listener = asyncio.create_task(self._listen(self._socket))

    def _state(self, fragment: str = "", also: WidgetState | None = None) -> ClientState:
        """What a browser sends with every run: address, all widgets, and what it still remembers."""
        state = ClientState(
            query_string=self.query,
            page_script_hash=self.page,
            page_name="" if self.page else self._path.strip("/"),
            fragment_id=fragment,
            cached_message_hashes=self._memory.hashes,
        )
        state.context_info.locale = self.locale
        state.context_info.timezone = "Asia/Shanghai"
        state.context_info.url = f"{self.address}{self._path}"
        state.widget_states.widgets.extend(self.screen.values.values())
        if also is not None:
            state.widget_states.widgets.append(also)
        return state

    async def _ask(self, state: ClientState) -> None:
        """Run the page with this state and wait until the run is over."""
        self._awaited = state.fragment_id
        self._over = asyncio.get_running_loop().create_future()
        await self._send(BackMsg(rerun_script=state))
        await self._within(self._over)

    def _answered(self) -> bool:
        over = self._over
        return over is not None and over.done() and not over.cancelled() and not over.exception()

    async def _send(self, message: BackMsg) -> None:
        if self._socket is None:
            raise NoAnswer("not connected")
        try:
            await self._socket.send(message.SerializeToString())
        except websockets.ConnectionClosed as error:
            raise NoAnswer(repr(error)) from error

    async def _within(self, awaited: Any) -> Any:
        try:
            return await asyncio.wait_for(awaited, self.patience)
        except TimeoutError as error:
            raise NoAnswer(f"no answer within {self.patience:g} s") from error
        except (OSError, asyncio.IncompleteReadError) as error:
            raise NoAnswer(repr(error)) from error

    async def _listen(self, socket: websockets.ClientConnection) -> None:
        fault: Exception = NoAnswer("the connection broke")
        try:
            async for data in socket:
                self.received += len(data)
                self._take(ForwardMsg.FromString(data))
        except websockets.ConnectionClosed:
            pass
        except Exception as error:
            fault = error
        for waiting in (self._over, self._acknowledged):
            if waiting is not None and not waiting.done():
                waiting.set_exception(fault)

    def _take(self, message: ForwardMsg) -> None:
        """One message: what it changes on the phone."""
        kind = self._memory.whole(message).WhichOneof("type")
        if kind in TAKEN:
            TAKEN[kind](self, message)

    def _draw(self, message: ForwardMsg) -> None:
        self.screen.draw(message)
        kept = COOKIE.search(message.delta.new_element.html.body)
        if kept is not None:
            name, value, seconds = kept.groups()
            self.cookies.pop(name, None)
            if int(seconds):
                self.cookies[name] = value

    def _begin(self, message: ForwardMsg) -> None:
        """A run starts; one of the whole page stops every clock."""
        session = message.new_session
        self.session, self.page = session.initialize.session_id, session.page_script_hash
        self.screen.begin(message)
        self._last = set(message.metadata.run.fragment_ids)
        if not self._last:
            self._memory.age = session.config.max_cached_message_age
            self._stop_clocks()

    def _end(self, message: ForwardMsg) -> None:
        """A run is over; one that was cut short will be followed by the one that replaces it."""
        if message.script_finished in FINISHED:
            self.screen.end(message)
            if message.script_finished != ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY:
                self._memory.age_by_a_run()
            fragments = set(message.metadata.run.fragment_ids)
            if fragments and self._awaited not in fragments:
                return  # a clock's run, not the answer
            if self._over is not None and not self._over.done():
                self._over.set_result(None)

    def _navigate(self, message: ForwardMsg) -> None:
        self.page = message.navigation.page_script_hash
        self.pages = {p.url_pathname: p.page_script_hash for p in message.navigation.app_pages}

    def _address(self, message: ForwardMsg) -> None:
        self.query = message.page_info_changed.query_string.lstrip("?")

    def _acknowledge(self) -> None:
        if self._acknowledged is not None and not self._acknowledged.done():
            self._acknowledged.set_result(None)

    def _clock(self, message: ForwardMsg) -> None:
        """A fragment that runs every few seconds by itself."""
        fragment, interval = message.auto_rerun.fragment_id, message.auto_rerun.interval

        async def tick() -> None:
            while True:
                await asyncio.sleep(interval)
                state = self._state(fragment=fragment)
                state.is_auto_rerun = True
                with suppress(NoAnswer):
                    await self._send(BackMsg(rerun_script=state))

        if fragment in self._clocks:
            self._clocks[fragment].cancel()
        self._clocks[fragment] = asyncio.create_task(tick())

    def _stop_clocks(self) -> None:
        for clock in self._clocks.values():
            clock.cancel()
        self._clocks.clear()


# What is done with each type of message; the others change nothing on a phone.
TAKEN: dict[str, Callable[[Phone, ForwardMsg], None]] = {
    "delta": Phone._draw,
    "new_session": Phone._begin,
    "script_finished": Phone._end,
    "navigation": Phone._navigate,
    "page_info_changed": Phone._address,
    "auto_rerun": Phone._clock,
    "stop_auto_rerun": lambda phone, _: phone._stop_clocks(),
    "heartbeat_ack": lambda phone, _: phone._acknowledge(),
}
