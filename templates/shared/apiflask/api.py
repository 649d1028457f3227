"""The API as a whole: how its bodies are read and how it is documented."""

import json
from pathlib import Path
from typing import Any

import flask
import flask_swagger_ui
from apiflask import APIFlask
from flask.json.provider import DefaultJSONProvider
from pydantic import TypeAdapter
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from .errors import MEDIA_TYPE
from .schemas import Problem

SWAGGER_UI = Path(flask_swagger_ui.__file__).with_name("dist")
ASSETS = "/docs/assets"
{% if mongodb %}
ID = {"type": "string", "pattern": "^[0-9a-f]{24}$"}
{% else %}
ID = {"type": "integer", "minimum": 1}
{% endif %}
PROBLEM = {
    "description": "An error",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class Request(flask.Request):
    def get_json(
        self, force: bool = False, silent: bool = False, cache: bool = True
    ) -> Any:
        """Refuse what is not JSON; `null` is no object, though to APIFlask it is."""
        if self.mimetype != "application/json":
            raise UnsupportedMediaType("Send application/json.")
        try:
            body = json.loads(self.get_data().decode())
        except (ValueError, RecursionError) as error:
            raise BadRequest("The body is not valid JSON.") from error
        return [] if body is None else body


class JsonProvider(DefaultJSONProvider):
    """Writes fields in the order of their schema."""

    sort_keys = False


class App(APIFlask):
    request_class = Request
    json_provider_class = JsonProvider

    def register_blueprint(self, blueprint: Any, **options: Any) -> None:
        """Leave Flask's own undescribed: APIFlask fails on those with hooks."""
        vars(blueprint).setdefault("enable_openapi", False)
        super().register_blueprint(blueprint, **options)


def describe(document: Any) -> Any:
    """Complete what APIFlask tells: of errors, of paths, and that a body is needed."""
    document["components"]["schemas"]["Problem"] = TypeAdapter(Problem).json_schema()
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = PROBLEM
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
            for parameter in operation["parameters"]:
                if parameter["name"].endswith("_id"):
                    parameter["schema"] = ID
    return document


def init_app(app: App) -> None:
    """Prepare `/openapi.json` and `/docs`, which describe what is registered."""
    app.config.from_mapping(
        # Any operation may answer with a problem, see above.
        AUTO_200_RESPONSE=False,
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        # It would be kept as the first client spelled it.
        AUTO_SERVERS=False,
        DOCS_FAVICON=f"{ASSETS}/favicon-32x32.png",
        SWAGGER_UI_BUNDLE_JS=f"{ASSETS}/swagger-ui-bundle.js",
        SWAGGER_UI_CSS=f"{ASSETS}/swagger-ui.css",
        SWAGGER_UI_STANDALONE_PRESET_JS=f"{ASSETS}/swagger-ui-standalone-preset.js",
    )
    app.spec_processor(describe)
