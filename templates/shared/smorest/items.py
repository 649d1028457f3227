"""The items of the API."""

from flask import url_for
from flask.views import MethodView
from werkzeug.exceptions import NotFound

from . import store
from .api import Blueprint
from .models import Item
from .schemas import (
    ItemCreateSchema,
    ItemPageSchema,
    ItemSchema,
    ItemUpdateSchema,
    PageSchema,
)
{% if auth %}
from .users.routes import token_required
{% endif %}

blueprint = Blueprint("items", __name__, url_prefix="/api/items")


def not_found() -> NotFound:
    return NotFound("There is no such item.")


@blueprint.route("")
class ItemList(MethodView):
    @blueprint.arguments(PageSchema, location="query")
    @blueprint.response(200, ItemPageSchema)
    def get(self, page: dict[str, int]) -> dict[str, object]:
        items, total = store.list_items(**page)
        return {"items": items, "total": total}

{% if auth %}
    @token_required
{% endif %}
    @blueprint.arguments(ItemCreateSchema)
    @blueprint.response(201, ItemSchema)
    def post(self, data: dict[str, str]) -> tuple[Item, dict[str, str]]:
        item = store.create_item(**data)
        return item, {"Location": url_for("items.ItemDetail", item_id=item.id)}


@blueprint.route("/<id:item_id>")
class ItemDetail(MethodView):
    @blueprint.response(200, ItemSchema)
    def get(self, item_id: {{ id_type }}) -> Item:
        item = store.get_item(item_id)
        if item is None:
            raise not_found()
        return item

{% if auth %}
    @token_required
{% endif %}
    @blueprint.arguments(ItemUpdateSchema)
    @blueprint.response(200, ItemSchema)
    def patch(self, changes: dict[str, str], item_id: {{ id_type }}) -> Item:
        item = store.update_item(item_id, changes)
        if item is None:
            raise not_found()
        return item

{% if auth %}
    @token_required
{% endif %}
    @blueprint.response(204)
    def delete(self, item_id: {{ id_type }}) -> None:
        if not store.delete_item(item_id):
            raise not_found()
