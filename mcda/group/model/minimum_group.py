"""The minimum group size: of how many people's answers a figure must be before it is shown."""

MINIMUM_GROUP_SIZE = 5  # unless a workshop is opened with another
LOWEST_MINIMUM, HIGHEST_MINIMUM = 3, 50  # what it may be opened with
