"""Whether the service lives, and whether it can do its work."""

import logging

from . import db
from .api import Blueprint
from .schemas import HealthSchema, ReadinessSchema

logger = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.route("/live")
@blueprint.response(200, HealthSchema)
def live() -> dict[str, object]:
    return {"status": "ok"}


@blueprint.route("/ready")
@blueprint.response(200, ReadinessSchema)
@blueprint.alt_response(503, schema=ReadinessSchema, content_type="application/json")
def ready() -> tuple[dict[str, object], int]:
    try:
        db.ping()
    except db.DATABASE_ERRORS as error:
        logger.warning("The database does not answer: %s", error)
        checks = {"database": type(error).__name__}
        return {"status": "unavailable", "checks": checks}, 503
    return {"status": "ok", "checks": {"database": "ok"}}, 200
