"""The items of the API."""

from apiflask import APIBlueprint
from flask import url_for
from pydantic import BaseModel, Field
from werkzeug.exceptions import NotFound

from . import store
from .schemas import ItemCreate, ItemPage, ItemRead, ItemUpdate
{% if auth %}
from .users.routes import token_required
{% endif %}

blueprint = APIBlueprint("items", __name__, tag="items", url_prefix="/api/items")


class Page(BaseModel):
    """Which part of the list is asked for."""

    limit: int = Field(default=20, ge=1, le=100)
    offset: int = Field(default=0, ge=0)


def not_found() -> NotFound:
    return NotFound("There is no such item.")


@blueprint.get("")
@blueprint.input(Page, location="query")
@blueprint.output(ItemPage)
def list_items(query_data: Page) -> dict[str, object]:
    items, total = store.list_items(**query_data.model_dump())
    return {"items": items, "total": total}


@blueprint.post("")
{% if auth %}
@token_required
{% endif %}
@blueprint.input(ItemCreate)
@blueprint.output(ItemRead, 201)
def create_item(json_data: ItemCreate) -> tuple[ItemRead, dict[str, str]]:
    item = store.create_item(**json_data.model_dump())
    location = url_for("items.get_item", item_id=item.id)
    return ItemRead.model_validate(item), {"Location": location}


@blueprint.get("/<id:item_id>")
@blueprint.output(ItemRead)
def get_item(item_id: {{ id_type }}) -> ItemRead:
    item = store.get_item(item_id)
    if item is None:
        raise not_found()
    return ItemRead.model_validate(item)


@blueprint.patch("/<id:item_id>")
{% if auth %}
@token_required
{% endif %}
@blueprint.input(ItemUpdate)
@blueprint.output(ItemRead)
def update_item(item_id: {{ id_type }}, json_data: ItemUpdate) -> ItemRead:
    item = store.update_item(item_id, json_data.model_dump(exclude_unset=True))
    if item is None:
        raise not_found()
    return ItemRead.model_validate(item)


@blueprint.delete("/<id:item_id>")
{% if auth %}
@token_required
{% endif %}
@blueprint.output({}, 204)
def delete_item(item_id: {{ id_type }}) -> str:
    if not store.delete_item(item_id):
        raise not_found()
    return ""
