"""The HTTP contract as tests: one set for the projects of every flavour."""

import pytest

pytest.register_assert_rewrite("contract.problems", "contract.pages")
