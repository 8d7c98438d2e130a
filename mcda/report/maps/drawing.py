"""Draws one picture and ends: run by picture.py as a process of its own, since a failure of the drawing ends its process.

Reads from standard input the folder of fonts, the sharpness and a Vega-Lite specification; writes the PNG.
"""

import json
import sys

import vl_convert


def main() -> None:
    folder, sharpness, spec = json.load(sys.stdin)
    vl_convert.register_font_directory(folder)
    sys.stdout.buffer.write(vl_convert.vegalite_to_png(json.dumps(spec), scale=sharpness))


if __name__ == "__main__":
    main()
