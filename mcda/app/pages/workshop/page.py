"""Workshop: a participant's phone, the projector, or the facilitator's board, as the address says."""

from mcda.app.pages.workshop import control_panel, open_workshop, phone, projector_screen
from mcda.app.state import facilitator, session

t, code = session.translator(), session.asked("workshop")
if code and session.asked("view") == "projector":
    projector_screen.render(code)
elif code:
    phone.render(t, code, session.asked("seat"))
elif facilitator.key():
    control_panel.render(t, facilitator.key())
else:
    open_workshop.render(t)
