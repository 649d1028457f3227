"""The HTTP contract as tests: one set for the projects of every flavour."""

import pytest

HELPERS = ("accounts", "brokers", "handshakes", "pages", "peers", "problems", "processes", "rooms")
pytest.register_assert_rewrite(*(f"contract.{helper}" for helper in HELPERS))
