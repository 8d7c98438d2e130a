"""The data, missing values, eligibility, and a user's own table."""
