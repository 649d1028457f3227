"""The admin site: its door, and the tables behind it."""
