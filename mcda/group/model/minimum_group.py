"""The minimum group size: of how many people's answers a figure must be before it is shown."""

MINIMUM_GROUP_SIZE = 5  # unless a workshop is opened with another
LOWEST_MINIMUM, HIGHEST_MINIMUM = 3, 50  # what it may be opened with
QUARTERS = (
    4  # a quarter of the people is shown by a figure of its own only if it is itself a minimum
)


def has_quartiles(people: int, minimum_group: int) -> bool:
    """Whether quartiles may be told: each of the four quarters holds at least the minimum."""
    return people >= QUARTERS * minimum_group
