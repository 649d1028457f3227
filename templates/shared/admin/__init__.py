"""The admin site: its door, and the data behind it."""
