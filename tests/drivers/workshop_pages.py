"""A room for the tests of its pages: a store, workshops in it, and visitors who tap and type as AppTest can."""

from dataclasses import dataclass

from streamlit.testing.v1 import AppTest

from mcda.app.entry import SCRIPT
from mcda.app.state import resources
from mcda.group.model.workshop import Workshop
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study
from tests.drivers.app_pages import at_address


@dataclass
class Room:
    """A workshop in the app's own store, with its code and the facilitator's key."""

    store: Store
    code: str
    key: str

    @classmethod
    def open(cls, way: str = "points", **settings: object) -> "Room":
        store = resources.store()
        workshop = Workshop.of(embedded_study("secondary"), "An evening", way, **settings)
        opened = store.open_workshop(workshop)
        return cls(store, opened.code, opened.key)

    @property
    def submissions(self):
        return self.store.panel(self.key).submissions

    def sit(self, lang: str = "en", group: str = "ecology") -> AppTest:
        """A participant who has joined and sees the introduction."""
        app = visit(workshop=self.code, lang=lang)
        app.button(f"_speak_{lang}").click().run()
        app.radio("_group").set_value(group).run()
        return app.button("_join").click().run()

    def back(self, app: AppTest) -> AppTest:
        """The same person after a reload, or on another device."""
        return visit(workshop=self.code, seat=param(app, "seat"), lang=param(app, "lang"))


def visit(**query: str) -> AppTest:
    """A new session at an address of the workshop page."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return at_address(app, "workshop").run()


def param(app: AppTest, name: str) -> str:
    value = app.query_params.get(name, "")
    return value if isinstance(value, str) else value[0]


def has(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.button)


def answer_screen(app: AppTest, choose: int = 0) -> AppTest:
    """Tap an answer wherever there is none on this screen; `choose` makes people differ."""
    for _ in range(3):  # one answer may bring up further questions
        for radio in list(app.radio):
            if radio.value is None:
                # the options are told in words: the first that the widget itself knows by index
                app = radio.set_value(_values(app, radio)[choose % len(radio.options)]).run()
        for at in range(len(app.button_group)):
            if at >= len(app.button_group):
                return app  # the round was closed meanwhile
            taps = app.button_group[at]
            if taps.value is None:
                numbers = [int(option) for option in taps.options]
                app = taps.set_value(numbers[1 + (at + choose) % (len(numbers) - 1)]).run()
    return app


def _values(app: AppTest, radio) -> list:
    """The values behind a radio's words: steps of the pairwise scale, or keys of what is weighed."""
    from mcda.app.pages.workshop.questions import ODD

    hand = app.session_state["hand"]
    screen = hand.screens[hand.at]
    if "~" in screen.part:
        return list(ODD)
    known = {key: hand.seated.workshop.names[key] for key in screen.keys}
    return [
        next(key for key, name in known.items() if f"**{name.en}**" in option or f"**{name.zh}**" in option)
        for option in radio.options
    ]  # fmt: skip


def answer_all(app: AppTest, choose: int = 0) -> AppTest:
    """From wherever one is to the summary."""
    while has(app, "_next"):
        app = answer_screen(app, choose)
        app = app.button("_next").click().run()
    return app


def said(app: AppTest) -> str:
    """Everything that the page says."""
    parts = [*app.title, *app.header, *app.markdown, *app.text, *app.error, *app.info, *app.warning]
    return "\n".join(str(part.value) for part in parts)
