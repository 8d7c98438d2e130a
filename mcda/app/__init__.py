"""The screen: what the server runs, pages, widgets that pages share, and the state of a session."""

# In the order of the navigation; each is a folder in pages/ and a phrase app.<page>.
PAGES = (
    "region",
    "data",
    "weights",
    "ranking",
    "robustness",
    "pilots",
    "network",
    "county",
    "workshop",
    "brief",
)
