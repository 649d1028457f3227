"""Without the need there is no admin site."""

import httpx
import pytest

from .problems import assert_problem

pytestmark = pytest.mark.core


@pytest.mark.parametrize("path", ["/admin", "/admin/", "/admin/login", "/admin/login/"])
def test_path_of_the_site_is_not_found(stranger: httpx.Client, path: str) -> None:
    assert_problem(stranger.get(path), 404)
