"""Whether the service lives, and whether it can do its work."""

import logging

from quart import Blueprint
from quart_schema import tag_blueprint, validate_response
from sqlalchemy.exc import SQLAlchemyError

from . import store
from .schemas import Health, Readiness
from .sessions import get_session

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
        await store.ping(get_session())
    except (SQLAlchemyError, OSError) as error:
        logger.warning("The database does not answer: %s", error)
        checks = {"database": type(error).__name__}
        return Readiness(status="unavailable", checks=checks), 503
    return Readiness(status="ok", checks={"database": "ok"}), 200
