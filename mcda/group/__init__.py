"""The room: people who weigh together, what they think as a group, and the store that keeps their answers."""
