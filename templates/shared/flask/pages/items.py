"""The items as pages."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
{% if auth %}
from flask_login import login_required
{% endif %}
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from .. import store
from ..models import Item
from .forms import ItemForm, protect
from .pagination import SIZE, Page, parse_number

MAX_SEARCH = 100

blueprint = Blueprint("pages", __name__, template_folder="templates")
blueprint.before_request(protect)


def find_item(item_id: {{ id_type }}) -> Item:
    item = store.get_item(item_id)
    if item is None:
        raise NotFound
    return item


@blueprint.get("/items")
def list_items() -> str:
    number = parse_number(request.args.get("page", "1"))
    if number is None:
        raise NotFound
    q = request.args.get("q", "").replace("\0", "")[:MAX_SEARCH]
    items, total = store.search_items(q, limit=SIZE, offset=(number - 1) * SIZE)
    page = Page(number, total)
    if number > page.last:
        raise NotFound
    return render_template("items/item_list.html", items=items, page=page, q=q)


@blueprint.route("/items/new", methods=["GET", "POST"])
{% if auth %}
@login_required
{% endif %}
def create_item() -> str | Response:
    form = ItemForm()
    if not form.validate_on_submit():
        return render_template("items/item_form.html", form=form, item=None)
    item = store.create_item(**form.values())
    return saved(item)


@blueprint.get("/items/<id:item_id>")
def show_item(item_id: {{ id_type }}) -> str:
    return render_template("items/item_detail.html", item=find_item(item_id))


@blueprint.route("/items/<id:item_id>/edit", methods=["GET", "POST"])
{% if auth %}
@login_required
{% endif %}
def edit_item(item_id: {{ id_type }}) -> str | Response:
    item = find_item(item_id)
    form = ItemForm(obj=item)
    if not form.validate_on_submit():
        return render_template("items/item_form.html", form=form, item=item)
    store.update_item(item_id, form.values())
    return saved(item)


@blueprint.route("/items/<id:item_id>/delete", methods=["GET", "POST"])
{% if auth %}
@login_required
{% endif %}
def delete_item(item_id: {{ id_type }}) -> str | Response:
    item, form = find_item(item_id), FlaskForm()
    if not form.validate_on_submit():
        return render_template("items/item_confirm_delete.html", form=form, item=item)
    store.delete_item(item_id)
    flash(gettext("The item is deleted."))
    return redirect(url_for("pages.list_items"), 303)


def saved(item: Item) -> Response:
    flash(gettext("The item is saved."))
    return redirect(url_for("pages.show_item", item_id=item.id), 303)
