"""What the server runs: the page script, and the addresses that lead on to others.

A folder of its own: beside a folder `pages` Streamlit would take each file in there for a page by itself.
"""

from pathlib import Path

FRONT_DOOR = Path(__file__).with_name("front_door.py")  # what Streamlit is told to run
SCRIPT = Path(__file__).with_name("script.py")
