"""Workshop: a participant's phone, the projector, or the facilitator's board, as the address says."""

from mcda.app import desk
from mcda.app.room import board, chair, opening, phone, projector

say, code = desk.say(), desk.asked("workshop")
if code and desk.asked("view") == "projector":
    projector.show(code)
elif code:
    phone.show(say, code, desk.asked("seat"))
elif chair.key():
    board.show(say, chair.key())
else:
    opening.show(say)
