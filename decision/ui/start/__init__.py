"""What Streamlit is started with: the script it runs, the settings beside it, and what is settled before it listens."""
