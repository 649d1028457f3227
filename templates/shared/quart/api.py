"""The API as a whole: how its bodies are read and how it is documented."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import flask_swagger_ui
import quart
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from quart.json.provider import DefaultJSONProvider
from quart_schema import Info, OpenAPIProvider, QuartSchema
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.routing import Rule

from .errors import MEDIA_TYPE
from .schemas import Problem

SWAGGER_UI = Path(flask_swagger_ui.__file__).with_name("dist")
PROBLEM = {
    "description": "An error",
    "content": {MEDIA_TYPE: {"schema": TypeAdapter(Problem).json_schema()}},
}


class Request(quart.Request):
    async def get_json(
        self, force: bool = False, silent: bool = False, cache: bool = True
    ) -> Any:
        """Refuse a body that is not JSON, where Quart would see none or fail."""
        if self.mimetype != "application/json":
            raise UnsupportedMediaType("Send application/json.")
        body = await self.get_data(cache, as_text=False, parse_form_data=False)
        try:
            return json.loads(body.decode())
        except (ValueError, RecursionError) as error:
            raise BadRequest("The body is not valid JSON.") from error


class JsonProvider(DefaultJSONProvider):
    """Writes fields in the order of their schema, and times as Pydantic does."""

    default = staticmethod(to_jsonable_python)
    sort_keys = False


class OpenAPI(OpenAPIProvider):
    """Describes the API with its errors; quart-schema knows successes alone."""

    def generate_rules(self) -> Iterable[Rule]:
        for rule in super().generate_rules():
            if not rule.endpoint.endswith(".static"):
                yield rule

    def build_paths(self, rule: Rule) -> tuple[dict[str, Any], dict[str, Any]]:
        paths, components = super().build_paths(rule)
        for operations in paths.values():
            for operation in operations.values():
                # A view without a model answers without a body.
                if not operation["responses"]:
                    operation["responses"][204] = {"description": "No Content"}
                operation["responses"]["default"] = PROBLEM
        return paths, components

    def build_request_body(
        self, *args: Any, **kwargs: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        body, components = super().build_request_body(*args, **kwargs)
        return body | {"required": True}, components


def init_app(app: quart.Quart, title: str) -> None:
    """Serve `/openapi.json` and `/docs`."""
    app.request_class = Request
    app.config.from_mapping(
        QUART_SCHEMA_SWAGGER_JS_URL="/docs/assets/swagger-ui-bundle.js",
        QUART_SCHEMA_SWAGGER_CSS_URL="/docs/assets/swagger-ui.css",
    )
    app.register_blueprint(
        quart.Blueprint(
            "docs", __name__, static_folder=SWAGGER_UI, static_url_path="/docs/assets"
        )
    )
    QuartSchema(
        app,
        redoc_ui_path=None,
        scalar_ui_path=None,
        info=Info(title=title, version="0.1.0"),
{% if auth %}
        security_schemes={"bearer": {"type": "http", "scheme": "bearer"}},
{% endif %}
        conversion_preference="pydantic",
        openapi_provider_class=OpenAPI,
    )
    app.json = JsonProvider(app)
