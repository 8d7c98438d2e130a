"""Workshop: a participant's phone, the projector, or the facilitator's board, as the address says."""

from mcda.app.pages.workshop import control_panel, open_workshop, phone, projector_screen
from mcda.app.state import facilitator, session

t, code = session.translator(), session.query_parameter("workshop")
if code and session.query_parameter("view") == "projector":
    projector_screen.render(code)
elif code:
    phone.render(t, code, session.query_parameter("seat"))
elif facilitator.key():
    control_panel.render(t, facilitator.key())
else:
    open_workshop.render(t)
