"""The app where no picture can be drawn: python -m tests.drivers.failing_pictures [options]"""

from mcda.app import __main__ as app
from mcda.report.maps import picture


def main() -> None:
    picture.SECONDS = 0  # every drawing is given up at once
    app.main()


if __name__ == "__main__":
    main()
