"""The phrases of this package, in words.toml: phrase("no_direction") gives one in both languages."""

from criteria.text import Text, phrasebook


def phrase(key: str, **values: object) -> Text:
    """A phrase with its {names} filled in."""
    return phrasebook("inputs", "words.toml")[key].filled(**values)
