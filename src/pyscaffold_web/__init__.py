"""Starts Python web projects, and keeps them current."""
