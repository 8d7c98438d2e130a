"""What a browser remembers of large messages, so that the server need not send them again."""

from dataclasses import dataclass, field

from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Memory:
    """Large messages by their hash; each is forgotten `age` runs of the page after its last use."""

    age: int = 0
    _runs: int = 0
    _known: dict[str, tuple[int, Delta]] = field(default_factory=dict)

    @property
    def hashes(self) -> list[str]:
        """What is told to the server with each run."""
        return list(self._known)

    def whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, or what a reference stands for at the place that it names."""
        known = message.hash if message.metadata.cacheable else message.ref_hash
        if message.WhichOneof("type") == "ref_hash":
            message.delta.CopyFrom(self._known[known][1])
        if known:
            self._known[known] = (self._runs, message.delta)
        return message

    def age_by_a_run(self) -> None:
        self._runs += 1
        self._known = {
            key: (run, delta)
            for key, (run, delta) in self._known.items()
            if self._runs - run <= self.age
        }
