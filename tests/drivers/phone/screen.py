"""What a phone shows: the elements that Streamlit's messages put on it, and what its widgets hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState

Path = tuple[int, ...]


@dataclass(frozen=True)
class Element:
    """One element or container at its place; message is Streamlit's own."""

    kind: str
    message: Any
    run: str
    fragment: str

    @property
    def id(self) -> str:
        found = getattr(self.message, "id", "")
        return found if isinstance(found, str) else ""

    @property
    def key(self) -> str:
        """The key that the page gave the widget: its id is $$ID-hash-key, None where it gave none."""
        key = self.id.split("-", maxsplit=2)[-1]
        return "" if key == "None" else key

    @property
    def label(self) -> str:
        return str(getattr(self.message, "label", ""))

    @property
    def form(self) -> str:
        return str(getattr(self.message, "form_id", ""))

    @property
    def text(self) -> str:
        """What it says to a reader, empty for what is not text."""
        return str(getattr(self.message, "body", ""))

    @property
    def options(self) -> list[str]:
        """The choices as they are shown."""
        return [
            option if isinstance(option, str) else option.content
            for option in getattr(self.message, "options", ())
        ]


def _one(message: Any, index: int | None) -> str | None:
    # a box without options has a first one by default all the same
    return None if index is None or not message.options else message.options[index]


def _optional(message: Any, field: str) -> Any:
    return getattr(message, field) if message.HasField(field) else None


def _chosen(message: Any) -> str | None:
    """Radio, select box."""
    if message.set_value:
        return _optional(message, "raw_value")
    return _one(message, _optional(message, "default"))


def _several(message: Any) -> list[str]:
    """Segmented control, pills, multiselect."""
    if message.set_value:
        return list(message.raw_values)
    names = [o if isinstance(o, str) else o.content for o in message.options]
    return [names[index] for index in message.default]


def _typed(message: Any) -> Any:
    """Number, text."""
    return _optional(message, "value" if message.set_value else "default")


def _slid(message: Any) -> list[Any]:
    if message.type == Slider.SELECT_SLIDER:
        if message.set_value:
            return list(message.raw_value)
        return [message.options[int(index)] for index in message.default]
    return list(message.value if message.set_value else message.default)


# Kind of widget: the field of a WidgetState that carries its value, and how the element tells that value.
WIDGETS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "checkbox": ("bool_value", lambda m: m.value if m.set_value else m.default),
    "number_input": ("double_value", _typed),
    "text_input": ("string_value", _typed),
    "text_area": ("string_value", _typed),
    "selectbox": ("string_value", _chosen),
    "radio": ("string_value", _chosen),
    "button_group": ("string_array_value", _several),
    "multiselect": ("string_array_value", _several),
    "slider": ("double_array_value", _slid),
}


def field_of(element: Element) -> str:
    """Which field of a WidgetState carries this widget's value."""
    if element.kind == "slider" and element.message.type == Slider.SELECT_SLIDER:
        return "string_array_value"
    return WIDGETS[element.kind][0]


def held(element: Element, value: Any) -> WidgetState:
    """A widget's value as it travels; None travels as no value at all."""
    state, field = WidgetState(id=element.id), field_of(element)
    if field.endswith("array_value"):
        values = value if isinstance(value, list | tuple) else [value]
        array = getattr(state, field)
        array.SetInParent()
        array.data.extend(values)
    elif value is not None:
        setattr(state, field, value)
    return state


class Screen:
    """The elements by their place; a run replaces what it draws and clears what it no longer draws."""

    def __init__(self) -> None:
        self._placed: dict[Path, Element] = {}
        self._run = ""
        self.values: dict[str, WidgetState] = {}

    def __iter__(self) -> Iterator[Element]:
        """From top to bottom."""
        return (self._placed[path] for path in sorted(self._placed))

    def begin(self, message: ForwardMsg) -> None:
        """A run starts (`new_session`)."""
        self._run = message.metadata.run.script_run_id

    def draw(self, message: ForwardMsg) -> None:
        """A delta puts an element or a container at its place."""
        path, delta = tuple(message.metadata.delta_path), message.delta
        change = delta.WhichOneof("type")
        if change == "new_transient":  # a spinner: over when its run is
            return
        content = delta.add_block if change == "add_block" else delta.new_element
        kind = content.WhichOneof("type") or "container"
        element = Element(kind, getattr(content, kind, content), self._run, delta.fragment_id)
        if change == "new_element":
            for below in [p for p in self._placed if len(p) > len(path) and p[: len(path)] == path]:
                del self._placed[below]
        self._placed[path] = element
        if kind in WIDGETS and element.id:
            told = getattr(element.message, "set_value", False)
            if told or element.id not in self.values:
                self.values[element.id] = held(element, WIDGETS[kind][1](element.message))

    def end(self, message: ForwardMsg) -> None:
        """A run is over: what an earlier run drew and this one did not is gone."""
        fragments = set(message.metadata.run.fragment_ids)
        gone = {
            path
            for path, element in self._placed.items()
            if element.run != self._run and (not fragments or element.fragment in fragments)
        }
        self._placed = {
            path: element
            for path, element in self._placed.items()
            if not any(path[:depth] in gone for depth in range(1, len(path) + 1))
        }
        ids = {element.id for element in self._placed.values()}
        self.values = {key: value for key, value in self.values.items() if key in ids}

    @property
    def text(self) -> str:
        """All that can be read on it, a line an element."""
        return "\n".join(element.text or element.label for element in self if _readable(element))

    @property
    def errors(self) -> list[str]:
        """What it says in red."""
        from streamlit.proto.Alert_pb2 import Alert

        return [
            element.text if element.kind == "alert" else element.message.message
            for element in self
            if element.kind == "exception"
            or (element.kind == "alert" and element.message.format == Alert.ERROR)
        ]

    def find(self, name: str, kind: str = "") -> Element:
        """The widget of this key or label; a KeyError names what is there instead."""
        widgets = [e for e in self if e.id and (not kind or e.kind == kind)]
        for named in ("key", "label"):
            for widget in widgets:
                if getattr(widget, named) == name:
                    return widget
        there = ", ".join(e.key or e.label for e in widgets)
        raise KeyError(f"screen: no widget {name!r}; there are: {there}")

    def is_empty(self, widget: Element) -> bool:
        """Whether nobody has put anything into it."""
        state = self.values[widget.id]
        filled = state.WhichOneof("value")
        return filled is None or (
            filled.endswith("array_value") and not getattr(state, filled).data
        )

    def has(self, name: str) -> bool:
        return any(name in (e.key, e.label) for e in self if e.id)


def _readable(element: Element) -> bool:
    return bool(element.text or element.label) and element.kind != "html"
