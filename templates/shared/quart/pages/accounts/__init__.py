"""Accounts as people make and use them."""
