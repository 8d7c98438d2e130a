"""What the server runs: the page script, and the addresses that lead on to others.

A folder of its own: beside a folder `pages` Streamlit would take each file in there for a page by itself.
"""

from pathlib import Path

SCRIPT = Path(__file__).with_name("script.py")
