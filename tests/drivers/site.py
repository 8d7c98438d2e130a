"""The documents as a site, English and Chinese: make docs

mkdocs reads one folder, so the pages at the top of the repository are laid beside those of docs/ first.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
# page of the site → file at the top
TOP = {
    "index.md": "README.md",
    "index.zh-CN.md": "README.zh-CN.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "SECURITY.md": "SECURITY.md",
}
# Links lead between pages of one folder; the other language is the site's own switch; a file that is no page is named.
LINKS = (
    (re.compile(r"\]\(\.\./"), "]("),
    (re.compile(r"\]\(docs/"), "]("),
    (re.compile(r"\]\(README(\.zh-CN)?\.md"), "](index.md"),
    (re.compile(r"\]\(([\w-]+)\.zh-CN\.md"), r"](\1.md"),
    (re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|#)[^)#]*(?<!\.md)\)"), r"\1"),
)


def named(name: str) -> str:
    """A page's name as mkdocs tells its language from it."""
    return name.replace(".zh-CN.", ".zh.")


def page(text: str) -> str:
    for pattern, replacement in LINKS:
        text = pattern.sub(replacement, text)
    return text


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder)
        shutil.copytree(ROOT / "docs" / "pictures", pages / "pictures")
        for source in (ROOT / "docs").glob("*.md"):
            (pages / named(source.name)).write_text(page(source.read_text("utf-8")), "utf-8")
        for name, source in TOP.items():
            (pages / named(name)).write_text(page((ROOT / source).read_text("utf-8")), "utf-8")
        config = (ROOT / "mkdocs.yml").read_text("utf-8")
        config += f"\ndocs_dir: {pages}\nsite_dir: {ROOT / 'site'}\n"
        # Its theme says at each build that it has a successor.
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--quiet",
            "--config-file",
            "-",
        ]
        return subprocess.run(
            command, cwd=ROOT, input=config, text=True, check=False, env=environment
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
