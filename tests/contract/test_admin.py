"""The admin site over HTTP: for staff alone, safe from other sites, and at ease with nonsense."""

import re
from collections.abc import Mapping

import httpx
import pytest
from projects import Project
from servers import Server

from .accounts import ME, PASSWORD, Account, fresh_email, make_account, register
from .admin_sites import Site, site_of
from .forms import Caller, read_form
from .pages import ELSEWHERE, Page
from .problems import assert_problem, media_type
from .raw import json_request, send_raw
from .stored import accounts, change_account

pytestmark = [pytest.mark.need("admin"), pytest.mark.one_or_two_workers]

WRONG = "not the password"
ODD_NUMBERS = (
    "0",
    "-1",
    "x",
    "1.5",
    "9" * 19,
    "9" * 40,
    "9" * 5000,
    "%00",
    "%ED%A0%80",
    "%ff",
    "²",
)
ODD_QUERIES = (
    b"p=9999999999999999999999&page=9999999999999999999999",
    b"p=-1&page=-1",
    b"p=x&page=x",
    b"p=" + b"9" * 5000 + b"&page=" + b"9" * 5000,
    b"page_size=0",
    b"page_size=-1",
    b"page_size=99999999999999999999",
    b"q=%00&search=%00",
    b"q=%ED%A0%80&search=%ED%A0%80",
    b"q=%ff&search=%ff",
    b"q=%25_'%22;--&search=%25_'%22;--",
    b"q=" + b"%28" * 2000,
    b"search=" + b"%28" * 2000,
    b"o=99.-99.x&sort=9&sort=x__y&desc=x",
    b"id__exact=99999999999999999999",
    b"id__exact=%00",
    b"password__contains=argon2",
    b"created_at__gte=x",
    b"e=1&flt1_0=%00&filter=%00",
    b"_popup=1&_to_field=%00",
    b"%00=%00",
    b"=&&==",
    b"\xff=\xff",
)
ODD_PATHS = (
    b"/admin//",
    b"/admin//items/",
    b"/admin/%00",
    b"/admin/%ff",
    b"/admin/%ED%A0%80/",
    b"/admin/../admin/",
    b"/admin/..%2f..%2fetc/passwd",
    b"/admin/static/..%2f..%2fadmin.py",
    b"/admin/%0d%0aX-Injected:%20yes",
    b"/admin/" + b"a/" * 1000,
    b"/admin%2f",
    b"/admin/r/9999999999999999999999/1/",
    b"/admin/items/edit/?id=9999999999",
    b"/admin/items/edit/9999999999",
    b"/admin/items/item/9999999999/change/",
    b"/admin/login/?next=//evil.example",
    b"/admin/login?next=http://[",
)
ODD_TEXTS = ("\0", "a\0b", "x" * 100_000, "😀" * 200, "%ED%A0%80", "ñ" * 500)


@pytest.fixture(scope="session")
def site(project: Project) -> Site:
    return site_of(project)


@pytest.fixture(scope="session")
def staff(project: Project, stranger: httpx.Client) -> Account:
    """An account that `make admin` made."""
    account = make_account(stranger)
    variables = {"ADMIN_EMAIL": account.email, "ADMIN_PASSWORD": account.password}
    project.make("admin", variables=variables)
    return account


@pytest.fixture
def office(stranger: httpx.Client, site: Site, staff: Account) -> Caller:
    """Somebody who has."""
    return entered(stranger, site, staff)


def entered(client: httpx.Client, site: Site, account: Account) -> Caller:
    caller = Caller(client)
    answer = log_in(caller, site, account.email, account.password)
    assert answer.is_redirect, answer.text[:2000]
    assert is_in(caller, account)
    return caller


def log_in(caller: Caller, site: Site, email: str, password: str) -> httpx.Response:
    """Fills the form as it is and sends it."""
    return caller.post(site.login_path, login_fields(caller, site, email, password))


def login_fields(caller: Caller, site: Site, email: str, password: str) -> dict[str, str]:
    form = read_form(caller.get(site.login_path))
    [secret] = form.named("password")
    [name] = [*form.named("text"), *form.named("email")]
    return {**hidden(form.fields, form.kinds), name: email, secret: password}


def hidden(fields: Mapping[str, str], kinds: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if kinds[name] == "hidden"}


def is_in(caller: Caller, account: Account) -> bool:
    page = caller.get("/admin/")
    assert page.status_code == 200
    return account.email in page.text and not is_login(page)


def is_login(response: httpx.Response) -> bool:
    return 'type="password"' in response.text


def assert_page(response: httpx.Response | None, *statuses: int) -> None:
    assert response is not None
    assert response.status_code in statuses, response.text[:500]
    assert media_type(response) == "text/html"
    assert "Traceback" not in response.text


def assert_no_fault(response: httpx.Response | None) -> None:
    """The server itself may hang up or refuse."""
    if response is not None:
        assert response.status_code < 500, response.text[:500]
        assert "Traceback" not in response.text
        assert "x-injected" not in response.headers


@pytest.mark.parametrize("path", ["/admin/", "/admin"])
def test_stranger_is_led_to_a_login_page(visitor: Caller, site: Site, path: str) -> None:
    page = visitor.get(path)
    assert_page(page, 200)
    assert page.url.path == site.login_path
    assert is_login(page)


def test_path_without_its_slash_leads_to_the_one_with_it(visitor: Caller) -> None:
    answer = visitor.send("GET", "/admin")
    assert answer.is_redirect
    assert httpx.URL(answer.headers["location"]).path == "/admin/"


@pytest.mark.parametrize("kind", ["list", "create"])
def test_stranger_sees_no_table(
    visitor: Caller, site: Site, item: dict[str, object], kind: str
) -> None:
    for table in (site.items, site.users):
        page = visitor.get(getattr(table, kind))
        assert_page(page, 200)
        assert is_login(page)
        assert page.url.path == site.login_path
        assert str(item["name"]) not in page.text


@pytest.mark.every_project
def test_staff_gets_in_by_an_address_in_any_case(
    visitor: Caller, site: Site, staff: Account
) -> None:
    assert log_in(visitor, site, staff.email.upper(), staff.password).is_redirect
    assert is_in(visitor, staff)


@pytest.mark.parametrize("kind", ["wrong password", "nobody", "no staff", "deactivated"])
def test_others_are_refused_and_told(
    project: Project,
    stranger: httpx.Client,
    visitor: Caller,
    site: Site,
    staff: Account,
    kind: str,
) -> None:
    plain, gone = make_account(stranger), make_account(stranger)
    change_account(project, gone.email, is_staff=True)
    change_account(project, gone.email, is_active=False)
    email, password = {
        "wrong password": (staff.email, WRONG),
        "nobody": (fresh_email(), PASSWORD),
        "no staff": (plain.email, plain.password),
        "deactivated": (gone.email, gone.password),
    }[kind]
    assert site.refusal not in visitor.get(site.login_path).text
    answer = log_in(visitor, site, email, password)
    assert_page(answer, 200, 400, 401, 403, 422)
    assert site.refusal in answer.text
    assert is_login(answer)
    assert password not in answer.text
    assert is_login(visitor.get("/admin/"))


@pytest.mark.parametrize("column", ["is_staff", "is_active"])
def test_who_is_staff_no_longer_is_out_at_once(
    project: Project, stranger: httpx.Client, site: Site, column: str
) -> None:
    account = make_account(stranger)
    variables = {"ADMIN_EMAIL": account.email, "ADMIN_PASSWORD": account.password}
    project.make("admin", variables=variables)
    caller = entered(stranger, site, account)
    change_account(project, account.email, **{column: False})
    for path in ("/admin/", site.items.list, site.users.list, site.users.create):
        assert is_login(caller.get(path)), path
    change_account(project, account.email, **{column: True})
    entered(stranger, site, account)


def test_new_password_ends_what_the_old_one_began(
    project: Project, stranger: httpx.Client, site: Site
) -> None:
    account = make_account(stranger)
    for password in (account.password, "analytical engine"):
        variables = {"ADMIN_EMAIL": account.email, "ADMIN_PASSWORD": password}
        project.make("admin", variables=variables)
        if password == account.password:
            caller = entered(stranger, site, account)
    assert is_login(caller.get("/admin/"))


def test_cookies_are_for_tls_and_this_site_alone(office: Caller, site: Site) -> None:
    assert site.session_cookie in office.set_cookies
    for name, attributes in office.set_cookies.items():
        assert attributes.get("secure"), f"{name} travels without TLS"
        assert attributes.get("samesite", "").lower() in ("lax", "strict"), name
        assert not attributes.get("domain"), name
    assert office.set_cookies[site.session_cookie].get("httponly")


def test_forged_cookie_is_no_login(visitor: Caller, office: Caller, site: Site) -> None:
    value = office.cookies[site.session_cookie]
    swapped = "A" if value[-5] != "A" else "B"
    for forged in ("", "x", "\xff", value[:-1], f"{value[:-5]}{swapped}{value[-4:]}", value * 3):
        visitor.cookies = {site.session_cookie: forged.encode("latin-1").decode("latin-1")}
        assert is_login(visitor.get("/admin/")), forged


@pytest.mark.parametrize("token", [None, "", "x", "x" * 64])
def test_login_without_its_token_is_refused(
    visitor: Caller, site: Site, staff: Account, token: str | None
) -> None:
    fields = login_fields(visitor, site, staff.email, staff.password)
    answer = visitor.post(site.login_path, spoiled(fields, token))
    assert answer.status_code in (400, 403)
    assert is_login(visitor.get("/admin/"))


@pytest.mark.every_project
@pytest.mark.parametrize("token", [None, "", "x", "x" * 64])
def test_form_without_its_token_changes_nothing(
    office: Caller, stranger: httpx.Client, site: Site, token: str | None
) -> None:
    form = read_form(office.get(site.items.create))
    fields = hidden(form.fields, form.kinds)
    total = stranger.get("/api/items").json()["total"]
    forged = {**spoiled(fields, token), "name": "Forged", "description": ""}
    assert office.post(site.items.create, forged).status_code in (400, 403)
    assert stranger.get("/api/items").json()["total"] == total
    genuine = {**fields, "name": "Genuine", "description": ""}
    assert office.post(site.items.create, genuine).is_redirect
    assert stranger.get("/api/items").json()["total"] == total + 1


def spoiled(fields: dict[str, str], token: str | None) -> dict[str, str]:
    """The fields with another token, or without one."""
    name = next(name for name in fields if "csrf" in name)
    others = {key: value for key, value in fields.items() if key != name}
    return others if token is None else {**others, name: token}


def test_token_of_the_api_is_no_login(visitor: Caller, site: Site, staff: Account) -> None:
    for path in ("/admin/", site.items.list, site.users.list):
        page = visitor.send("GET", path, headers=staff.headers)
        assert page.is_redirect or is_login(page)
        assert staff.email not in page.text


def test_login_is_no_token_of_the_api(office: Caller, staff: Account) -> None:
    assert is_in(office, staff)
    assert_problem(office.send("GET", ME), 401)
    request = json_request(office.client, "POST", "/api/items", {"name": "Tea"})
    request.headers["Cookie"] = office.cookie_header
    assert_problem(office.client.send(request), 401)


def pages_of(site: Site) -> list[str]:
    tables = [path for table in (site.items, site.users) for path in (table.list, table.create)]
    return ["/admin/", *tables]


def test_pages_load_nothing_from_another_host(visitor: Caller, office: Caller, site: Site) -> None:
    answers = [visitor.get(site.login_path), *map(office.get, pages_of(site))]
    answers.append(office.get("/admin/there/is/no/such/page"))
    for answer in answers:
        page = Page(str(answer.url))
        page.feed(answer.text)
        own = answer.url.netloc.decode()
        loads = [httpx.URL(url) for url in page.loads if not url.startswith("data:")]
        assert {url.netloc.decode() for url in loads} <= {own}, answer.url
        assert not ELSEWHERE.findall(page.inline), answer.url


def test_hash_is_on_no_page(project: Project, office: Caller, site: Site, staff: Account) -> None:
    rows = [list(row.values()) for row in accounts(project)]
    hashes = [value for row in rows for value in row if "argon2" in str(value)]
    assert len(hashes) == len(rows)
    listed = office.get(site.users.list)
    assert any(str(value) in listed.text for row in rows for value in row if "@" in str(value))
    paths = {httpx.URL(url).raw_path.decode() for url in links_of(listed) if "/user" in url}
    for path in sorted(paths):
        page = office.get(path)
        assert_page(page, 200)
        assert "argon2" not in page.text
        assert not [one for one in hashes if one.rpartition("$")[2] in page.text], path


def links_of(response: httpx.Response) -> list[str]:
    page = Page(str(response.url))
    page.feed(response.text)
    return page.links


def test_unknown_page_is_a_page_and_the_api_keeps_its_problems(office: Caller) -> None:
    for path in ("/admin/nothing/", "/admin/nothing", "/admin/items/nothing/at/all/"):
        assert_page(office.get(path), 404)
    assert_problem(office.send("GET", "/api/nothing"), 404)
    assert_problem(office.send("GET", "/adminx"), 404)
    assert_problem(office.send("GET", "/api/items/nothing"), 404)


@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: ascii(query[:24]))
def test_odd_query_is_no_fault(server: Server, office: Caller, site: Site, query: bytes) -> None:
    cookie = b"Cookie: " + office.cookie_header.encode()
    for path in (site.items.list, site.users.list, site.items.create, site.login_path, "/admin/"):
        target = path.encode() + b"?" + query
        assert_no_fault(send_raw(server, target, headers=(cookie,)))
        assert_no_fault(send_raw(server, target))


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: ascii(path[:32]))
def test_odd_path_is_no_fault(server: Server, office: Caller, path: bytes) -> None:
    cookie = b"Cookie: " + office.cookie_header.encode()
    for method in (b"GET", b"POST", b"PUT", b"TRACE", b"BREW"):
        assert_no_fault(send_raw(server, path, method=method, headers=(cookie,)))
        assert_no_fault(send_raw(server, path, method=method))


@pytest.mark.parametrize("number", ODD_NUMBERS, ids=lambda number: ascii(number[:24]))
def test_record_that_cannot_be_is_no_fault(
    server: Server, office: Caller, site: Site, number: str
) -> None:
    cookie = b"Cookie: " + office.cookie_header.encode()
    for record in site.records:
        target = record.format(id=number).encode()
        assert_no_fault(send_raw(server, target, headers=(cookie,)))
        assert_no_fault(send_raw(server, target, method=b"POST", headers=(cookie,)))


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:12]))
def test_odd_login_is_no_fault(visitor: Caller, site: Site, staff: Account, text: str) -> None:
    for email, password in ((text, PASSWORD), (staff.email, text), (f"{text}@a.example", text)):
        assert_page(log_in(visitor, site, email, password), 200, 400, 401, 403, 422)
        assert is_login(visitor.get("/admin/"))


def test_huge_form_is_too_large_for_the_site(office: Caller, site: Site) -> None:
    form = read_form(office.get(site.items.create))
    fields = hidden(form.fields, form.kinds)
    answer = office.post(site.items.create, {**fields, "name": "a" * 3_000_000})
    assert_page(answer, 413)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:12]))
def test_odd_item_is_told_in_the_form(
    office: Caller, stranger: httpx.Client, site: Site, text: str
) -> None:
    form = read_form(office.get(site.items.create))
    fields = hidden(form.fields, form.kinds)
    total = stranger.get("/api/items").json()["total"]
    for name, description in ((text * 101, ""), ("Tea", text * 1001)):
        answer = office.post(
            site.items.create, {**fields, "name": name, "description": description}
        )
        assert_page(answer, 200, 400, 413, 422)
    assert stranger.get("/api/items").json()["total"] == total


def test_item_of_the_site_is_as_one_of_the_api(
    office: Caller, stranger: httpx.Client, site: Site
) -> None:
    form = read_form(office.get(site.items.create))
    fields = {**hidden(form.fields, form.kinds), "name": "  Tea  ", "description": ""}
    assert office.post(site.items.create, fields).is_redirect
    total = stranger.get("/api/items").json()["total"]
    query = {"limit": 1, "offset": total - 1}
    [made] = stranger.get("/api/items", params=query).json()["items"]
    assert (made["name"], made["description"]) == ("Tea", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)", made["created_at"])


def test_taken_address_is_no_fault(office: Caller, stranger: httpx.Client, site: Site) -> None:
    account = make_account(stranger)
    form = read_form(office.get(site.users.create))
    fields = hidden(form.fields, form.kinds)
    passwords = dict.fromkeys(form.named("password"), PASSWORD)
    for email in (account.email, account.email.upper(), f" {account.email} "):
        answer = office.post(site.users.create, {**fields, **passwords, "email": email})
        assert_page(answer, 200, 400, 422)
        assert site.taken in answer.text
    assert register(stranger, account.email).status_code == 409
