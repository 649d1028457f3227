"""The items of the API."""

from pydantic import BaseModel, Field
from quart import Blueprint, url_for
from quart_schema import (
    tag_blueprint,
    validate_querystring,
    validate_request,
    validate_response,
)
from werkzeug.exceptions import NotFound

from . import store
from .models import Item
from .schemas import ItemCreate, ItemPage, ItemRead, ItemUpdate
from .sessions import get_session
{% if auth %}
from .users.routes import token_required
{% endif %}

blueprint = Blueprint("items", __name__, url_prefix="/api/items")
tag_blueprint(blueprint, ["items"])


class Page(BaseModel):
    """Which part of the list is asked for."""

    limit: int = Field(default=20, ge=1, le=100)
    offset: int = Field(default=0, ge=0)


def not_found() -> NotFound:
    return NotFound("There is no such item.")


@blueprint.get("")
@validate_querystring(Page)
@validate_response(ItemPage)
async def list_items(query_args: Page) -> dict[str, object]:
    items, total = await store.list_items(
        get_session(), limit=query_args.limit, offset=query_args.offset
    )
    return {"items": items, "total": total}


@blueprint.post("")
{% if auth %}
@token_required
{% endif %}
@validate_request(ItemCreate)
@validate_response(ItemRead, 201)
async def create_item(data: ItemCreate) -> tuple[Item, int, dict[str, str]]:
    item = await store.create_item(get_session(), data)
    return item, 201, {"Location": url_for("items.get_item", item_id=item.id)}


@blueprint.get("/<id:item_id>")
@validate_response(ItemRead)
async def get_item(item_id: {{ id_type }}) -> Item:
    item = await store.get_item(get_session(), item_id)
    if item is None:
        raise not_found()
    return item


@blueprint.patch("/<id:item_id>")
{% if auth %}
@token_required
{% endif %}
@validate_request(ItemUpdate)
@validate_response(ItemRead)
async def update_item(item_id: {{ id_type }}, data: ItemUpdate) -> Item:
    item = await store.update_item(get_session(), item_id, data)
    if item is None:
        raise not_found()
    return item


@blueprint.delete("/<id:item_id>")
{% if auth %}
@token_required
{% endif %}
async def delete_item(item_id: {{ id_type }}) -> tuple[str, int]:
    if not await store.delete_item(get_session(), item_id):
        raise not_found()
    return "", 204
