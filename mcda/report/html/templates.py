"""Templates of HTML, filled: whatever is put into them is escaped, unless it is markup already."""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

ENVIRONMENT = Environment(
    loader=PackageLoader("mcda.report.html"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(template: str, **values: object) -> Markup:
    """The template of that name with its values."""
    return Markup(ENVIRONMENT.get_template(f"{template}.html").render(**values))  # noqa: S704 - escaped there
