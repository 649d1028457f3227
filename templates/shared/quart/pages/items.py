"""The items, as pages."""

from quart import Blueprint, flash, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue
{% if auth %}
from quart_auth import login_required
{% endif %}
from quart_schema import hide
from werkzeug.exceptions import NotFound

from .. import store
from ..models import Item
from ..schemas import ItemCreate, ItemUpdate
from ..sessions import get_session
from .forms import ItemForm, PageForm
from .languages import gettext
from .pagination import SIZE, Page, parse_number

MAX_SEARCH = 100

blueprint = Blueprint("pages", __name__, template_folder="templates")


async def find_item(item_id: {{ id_type }}) -> Item:
    """Return the item, or answer 404."""
    item = await store.get_item(get_session(), item_id)
    if item is None:
        raise NotFound(gettext("There is no such item."))
    return item


@blueprint.get("/items")
@hide
async def list_items() -> str:
    text = request.args.get("q", "").replace("\0", "")[:MAX_SEARCH]
    number = parse_number(request.args.get("page", "1"))
    if number is None:
        raise NotFound
    items, total = await store.search_items(
        get_session(), text, limit=SIZE, offset=(number - 1) * SIZE
    )
    page = Page(number, total)
    if page.number > page.last:
        raise NotFound
    return await render_template("items/item_list.html", items=items, q=text, page=page)


@blueprint.route("/items/new", methods=["GET", "POST"])
@hide
{% if auth %}
@login_required
{% endif %}
async def create_item() -> ResponseReturnValue:
    form = await ItemForm.read()
    data = form.check(ItemCreate)
    if data is None:
        return await render_template("items/item_form.html", form=form, item=None)
    item = await store.create_item(get_session(), data)
    await flash(gettext("The item is saved."))
    return redirect(url_for("pages.show_item", item_id=item.id), 303)


@blueprint.get("/items/<id:item_id>")
@hide
async def show_item(item_id: {{ id_type }}) -> str:
    item = await find_item(item_id)
    return await render_template("items/item_detail.html", item=item)


@blueprint.route("/items/<id:item_id>/edit", methods=["GET", "POST"])
@hide
{% if auth %}
@login_required
{% endif %}
async def edit_item(item_id: {{ id_type }}) -> ResponseReturnValue:
    item = await find_item(item_id)
    form = await ItemForm.read(item)
    data = form.check(ItemUpdate)
    if data is None:
        return await render_template("items/item_form.html", form=form, item=item)
    await store.update_item(get_session(), item_id, data)
    await flash(gettext("The item is saved."))
    return redirect(url_for("pages.show_item", item_id=item_id), 303)


@blueprint.route("/items/<id:item_id>/delete", methods=["GET", "POST"])
@hide
{% if auth %}
@login_required
{% endif %}
async def delete_item(item_id: {{ id_type }}) -> ResponseReturnValue:
    item = await find_item(item_id)
    form = await PageForm.read()
    if not form.is_sent:
        return await render_template(
            "items/item_confirm_delete.html", form=form, item=item
        )
    await store.delete_item(get_session(), item_id)
    await flash(gettext("The item is deleted."))
    return redirect(url_for("pages.list_items"), 303)
