"""Further keys to the control panel: who holds one does all but delete the workshop and give out keys."""

from sqlalchemy import Connection, insert, update

from criteria.errors import WorkshopError
from mcda.group.model.keys import digest, new_key, typed
from mcda.group.model.typed_text import clean
from mcda.group.store import queries
from mcda.group.store.schema import FACILITATORS
from mcda.group.store.statements import Statements

MOST = 5  # further keys in force
LONGEST_NAME = 40


class Facilitators(Statements):
    """The first key gives out further ones, by name, and takes them back."""

    def add_facilitator(self, key: str, name: str) -> str:
        """A further key, told this once. Raises WorkshopError without a name, or where it is taken."""
        words, made = clean(name, LONGEST_NAME), new_key()

        def work(tx: Connection) -> str:
            workshop = queries.by_key(tx, key, hold=True, first=True)["id"]
            known = queries.facilitators_of(tx, workshop)
            if not words or words in known or len(known) >= MOST:
                raise WorkshopError.of("workshop.facilitator", found=words or "—", most=MOST)
            row = {"name": words, "at": self.time(), "revoked_at": ""}
            hashed = digest(typed(made))
            tx.execute(insert(FACILITATORS).values(workshop_id=workshop, key_hash=hashed, **row))
            return made

        return self.database.write(work)

    def revoke_facilitator(self, key: str, name: str) -> None:
        """The key of that name opens nothing any more; what its holder did stays in the log."""

        def work(tx: Connection) -> None:
            workshop = queries.by_key(tx, key, hold=True, first=True)["id"]
            own = (FACILITATORS.c.workshop_id == workshop) & (FACILITATORS.c.name == name)
            revoked = update(FACILITATORS).where(own, FACILITATORS.c.revoked_at == "")
            tx.execute(revoked.values(revoked_at=self.time()))

        self.database.write(work)
