"""Start the app with what its first visitor would wait for read meanwhile: python -m mcda.app [Streamlit's options]."""

import faulthandler
import gc
import os
import signal
import sys
from threading import Thread

from mcda.app.entry import FRONT_DOOR

# A proxy on this machine tells whose request it passes on. A server that listens on every address sees that proxy as
# an IPv4 address mapped into IPv6, which uvicorn does not trust by itself.
PROXIES = "127.0.0.1,::1,::ffff:127.0.0.1"


def warm() -> None:
    """Imports, polygons, the first ranking: beside the start of the server, not before it."""
    from mcda.app.state import session

    try:
        session.warm_up()
        gc.freeze()  # what stays for good is not looked at again by every collection
    finally:
        gc.enable()


def tell_on_signal() -> None:
    """Crashes leave their traces in the log; so does SIGUSR1, which asks a process that hangs what it is doing."""
    faulthandler.enable()
    if hasattr(faulthandler, "register"):  # not on Windows
        faulthandler.register(signal.SIGUSR1, all_threads=True)


def main() -> None:
    os.umask(0o077)  # what is written is nobody else's on this machine
    os.environ.setdefault("FORWARDED_ALLOW_IPS", PROXIES)
    gc.disable()  # hardly anything of what is made while starting is garbage
    Thread(target=warm, daemon=True).start()
    tell_on_signal()
    from streamlit.web import cli

    sys.argv = ["streamlit", "run", str(FRONT_DOOR), *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
