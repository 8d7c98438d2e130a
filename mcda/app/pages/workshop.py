"""Workshop: a participant's phone, the projector, or the facilitator's board, as the address says."""

from mcda.app import desk
from mcda.app.room import phone

say, code = desk.say(), desk.asked("workshop")
if code:
    phone.show(say, code, desk.asked("seat"))
