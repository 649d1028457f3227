"""How often one client may try to log in or to register."""

from collections.abc import Iterator

import httpx
import pytest
from projects import Project
from servers import REFUSAL_SECONDS, Server, free_port, is_listening

from .accounts import ME, REGISTER, fresh_email
from .attempts import attempt, caller, fresh_client, fresh_peer, statuses
from .problems import assert_no_fault, assert_problem

pytestmark = pytest.mark.alone("auth")

LIMITED = {
    "AUTH_RATE_LIMIT": "3/minute",
    "TRUSTED_PROXIES": "127.0.0.1, 127.8.0.0/16,192.0.2.0/24,2001:db8:1::/48",
}
DETAIL = "Too many attempts. Try again later."
PROXY_IN_A_NETWORK = "127.8.1.2"
SPELLINGS = ("/api/auth/token?", "/api/auth/token?x=1", "/api/auth/%74oken")
ODD_ADDRESSES = (
    "",
    ",",
    ",,,",
    "unknown",
    "not-an-address",
    "999.1.1.1",
    "192.0.2.1:80",
    "[2001:db8::1]:80",
    "fe80::1%eth0",
    "127.0.0.1",
    "127.0.0.1," * 500,
    "a" * 5000,
    "%00",
    "\xff",
    "/etc/passwd",
    "*",
    "0",
    "1/2/3",
)
UNUSABLE = {
    "AUTH_RATE_LIMIT": ("often", "20", "20/fortnight", "-1/minute"),
    "TRUSTED_PROXIES": ("proxy.example", "10.0.0.0/99", "10.0.0.1 10.0.0.2"),
}


@pytest.fixture(scope="module")
def limited(project: Project) -> Iterator[Server]:
    """A server behind proxies, that lets a client try three times a minute."""
    with Server(project, variables=LIMITED) as server:
        yield server


@pytest.fixture
def proxy(limited: Server) -> Iterator[httpx.Client]:
    """A proxy that the server trusts."""
    with caller(limited) as client:
        yield client


@pytest.mark.every_server
def test_fourth_attempt_within_the_minute_has_to_wait(proxy: httpx.Client) -> None:
    address = fresh_client()
    assert statuses(proxy, [address] * 3) == [401] * 3
    refused = attempt(proxy, address)
    assert_problem(refused, 429)
    assert refused.json()["detail"] == DETAIL
    assert 1 <= int(refused.headers["retry-after"]) <= 60


def test_registrations_are_limited_too_and_counted_apart(proxy: httpx.Client) -> None:
    address = fresh_client()
    assert statuses(proxy, [address] * 4) == [401, 401, 401, 429]
    made = [attempt(proxy, address, path=REGISTER) for _ in range(3)]
    assert [response.status_code for response in made] == [201] * 3
    email = fresh_email()
    assert_problem(attempt(proxy, address, path=REGISTER, email=email), 429)
    other = attempt(proxy, fresh_client(), path=REGISTER, email=email)
    assert other.status_code == 201, "the refused attempt registered"


def test_right_password_does_not_help_who_has_to_wait(proxy: httpx.Client) -> None:
    address, email = fresh_client(), fresh_email()
    assert attempt(proxy, fresh_client(), path=REGISTER, email=email).status_code == 201
    assert statuses(proxy, [address] * 3) == [401] * 3
    assert_problem(attempt(proxy, address, email=email), 429)
    assert attempt(proxy, fresh_client(), email=email).status_code == 200


def test_right_passwords_count_as_well(proxy: httpx.Client) -> None:
    address, email = fresh_client(), fresh_email()
    assert attempt(proxy, fresh_client(), path=REGISTER, email=email).status_code == 201
    found = [attempt(proxy, address, email=email).status_code for _ in range(4)]
    assert found == [200, 200, 200, 429]


@pytest.mark.parametrize("path", SPELLINGS)
def test_other_spelling_of_the_path_is_no_way_round(proxy: httpx.Client, path: str) -> None:
    address = fresh_client()
    assert statuses(proxy, [address] * 3) == [401] * 3
    assert_problem(attempt(proxy, address, path=path), 429)


@pytest.mark.parametrize("path", [ME, "/api/items", "/health/live", "/docs"])
def test_nothing_else_is_limited(proxy: httpx.Client, path: str) -> None:
    headers = {"X-Forwarded-For": fresh_client()}
    found = {proxy.get(path, headers=headers).status_code for _ in range(8)}
    assert found == {401 if path == ME else 200}


def test_other_clients_need_not_wait(proxy: httpx.Client) -> None:
    first = fresh_client()
    assert statuses(proxy, [first] * 4) == [401, 401, 401, 429]
    assert statuses(proxy, [fresh_client() for _ in range(5)]) == [401] * 5
    assert statuses(proxy, [first]) == [429]


@pytest.mark.every_server
def test_peer_that_is_no_proxy_cannot_choose_its_address(limited: Server) -> None:
    with caller(limited, fresh_peer()) as stranger:
        addresses = [fresh_client() for _ in range(4)]
        assert statuses(stranger, addresses) == [401, 401, 401, 429]


def test_proxy_in_a_trusted_network_is_believed(limited: Server) -> None:
    with caller(limited, PROXY_IN_A_NETWORK) as proxy:
        assert statuses(proxy, [fresh_client() for _ in range(5)]) == [401] * 5
        assert statuses(proxy, [fresh_client()] * 4) == [401, 401, 401, 429]


def test_proxy_that_forwards_nobody_is_a_client_itself(limited: Server) -> None:
    with caller(limited, "127.8.3.4") as proxy:
        found = [attempt(proxy).status_code for _ in range(4)]
        assert found == [401, 401, 401, 429]


@pytest.mark.every_server
def test_client_is_the_last_address_that_is_no_proxy(proxy: httpx.Client) -> None:
    client = fresh_client()
    chains = [
        client,
        f"{fresh_client()}, {client}",
        f"{fresh_client()},{client},192.0.2.7",
        f"127.0.0.1, {client}, 2001:db8:1::5 , 192.0.2.8",
    ]
    assert statuses(proxy, chains) == [401, 401, 401, 429]


@pytest.mark.every_server
def test_client_cannot_put_a_header_line_of_its_own_before_the_proxy_s(
    proxy: httpx.Client,
) -> None:
    client = fresh_client()
    found = [attempt(proxy, fresh_client(), client).status_code for _ in range(4)]
    assert found == [401, 401, 401, 429]


@pytest.mark.parametrize("address", ODD_ADDRESSES, ids=lambda text: ascii(text[:16]))
def test_odd_forwarded_address_is_no_fault(proxy: httpx.Client, address: str) -> None:
    for line in (address, f"{fresh_client()}, {address}"):
        response = attempt(proxy, line)
        assert_no_fault(response)
        assert response.status_code in (401, 429)


@pytest.mark.every_server
def test_no_proxy_is_trusted_and_twenty_attempts_are_let_in_by_default(project: Project) -> None:
    with Server(project) as server, caller(server) as client:
        addresses = [fresh_client() for _ in range(21)]
        assert statuses(client, addresses) == [401] * 20 + [429]


def test_nobody_has_to_wait_where_the_limit_is_off(stranger: httpx.Client) -> None:
    found = {attempt(stranger).status_code for _ in range(21)}
    assert found == {401}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in UNUSABLE.items() for value in values]
)
def test_unusable_setting_stops_the_start_with_its_name(
    project: Project, name: str, value: str
) -> None:
    port = free_port()
    variables = {"HOST": "127.0.0.1", "PORT": str(port), name: value}
    ended = project.run("make", "serve", variables=variables, seconds=REFUSAL_SECONDS)
    assert ended.returncode != 0
    assert name in ended.stdout.upper()
    assert not is_listening(port)
