"""The HTTP contract as tests: one set for the projects of every flavour."""

import pytest

pytest.register_assert_rewrite("contract.accounts", "contract.pages", "contract.problems")
