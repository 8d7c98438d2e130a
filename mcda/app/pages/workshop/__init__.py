"""The room on screen: a participant's phone, the facilitator's board, and the projector."""
