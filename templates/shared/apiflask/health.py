"""Whether the service lives, and whether it can do its work."""

import logging
from typing import Any

from apiflask import APIBlueprint

from . import db
from .schemas import Health, Readiness

logger = logging.getLogger(__name__)
blueprint = APIBlueprint("health", __name__, tag="health", url_prefix="/health")

UNAVAILABLE: dict[int | str, dict[str, Any]] = {
    503: {
        "description": "Service Unavailable",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Readiness"}}
        },
    },
}


@blueprint.get("/live")
@blueprint.output(Health)
def live() -> dict[str, object]:
    return {"status": "ok"}


@blueprint.get("/ready")
@blueprint.output(Readiness)
@blueprint.doc(responses=UNAVAILABLE)
def ready() -> tuple[dict[str, object], int]:
    try:
        db.ping()
    except db.DATABASE_ERRORS as error:
        logger.warning("The database does not answer: %s", error)
        checks = {"database": type(error).__name__}
        return {"status": "unavailable", "checks": checks}, 503
    return {"status": "ok", "checks": {"database": "ok"}}, 200
