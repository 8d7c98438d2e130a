"""Workshop: a participant's phone, the projector, or the facilitator's board, as the address says."""

from mcda.app.pages.workshop import control_panel, open_workshop, phone, projector_screen
from mcda.app.state import facilitator, session

say, code = session.say(), session.asked("workshop")
if code and session.asked("view") == "projector":
    projector_screen.show(code)
elif code:
    phone.show(say, code, session.asked("seat"))
elif facilitator.key():
    control_panel.show(say, facilitator.key())
else:
    open_workshop.show(say)
