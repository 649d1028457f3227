"""Whether the service lives, and whether it can do its work."""

import logging

from quart import Blueprint, current_app
from quart_schema import tag_blueprint, validate_response

from . import store
from .schemas import Health, Readiness

logger = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__, url_prefix="/health")
tag_blueprint(blueprint, ["health"])


@blueprint.get("/live")
@validate_response(Health)
async def live() -> Health:
    return Health(status="ok")


@blueprint.get("/ready")
@validate_response(Readiness)
@validate_response(Readiness, 503)
async def ready() -> tuple[Readiness, int]:
    try:
        await store.ping(current_app.extensions["database"])
    except store.DATABASE_ERRORS as error:
        logger.warning("The database does not answer: %s", error)
        checks = {"database": type(error).__name__}
        return Readiness(status="unavailable", checks=checks), 503
    return Readiness(status="ok", checks={"database": "ok"}), 200
