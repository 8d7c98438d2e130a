"""A phone that speaks Streamlit's own protocol to a running app."""
