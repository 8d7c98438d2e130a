"""The screen: pages, what is on the user's desk, and widgets that pages share."""

# In the order of the navigation; each is a file in pages/ and a phrase app.<page>.
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
