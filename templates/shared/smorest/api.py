"""The API as a whole: how its bodies are read and how it is documented."""

import json
from pathlib import Path
from typing import Any

import flask
import flask_smorest
import flask_swagger_ui
from flask.json.provider import DefaultJSONProvider
from marshmallow import Schema
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from .errors import MEDIA_TYPE
from .schemas import ProblemSchema

SWAGGER_UI = Path(flask_swagger_ui.__file__).with_name("dist")


class JsonParser(FlaskParser):
    """Refuses a body that is not JSON, where webargs would see an empty object."""

    def load_json(self, req: flask.Request, schema: Schema) -> Any:
        if req.mimetype != "application/json":
            raise UnsupportedMediaType("Send application/json.")
        try:
            return json.loads(req.get_data().decode())
        except (ValueError, RecursionError) as error:
            raise BadRequest("The body is not valid JSON.") from error


class JsonProvider(DefaultJSONProvider):
    """Writes fields in the order of their schema."""

    sort_keys = False


class Blueprint(flask_smorest.Blueprint):
    """A blueprint whose views validate what they take and document what they do."""

    ARGUMENTS_PARSER = JsonParser()


class Api(flask_smorest.Api):
    ERROR_SCHEMA = ProblemSchema


def create_api(app: flask.Flask, title: str) -> Api:
    """Serve `/openapi.json` and `/docs`; a registered blueprint is described there."""
    app.json = JsonProvider(app)
    app.config.from_mapping(
        API_TITLE=title,
        API_VERSION="0.1.0",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_SWAGGER_UI_PATH="/docs",
        OPENAPI_SWAGGER_UI_URL="/docs/assets/",
    )
    app.register_blueprint(
        flask.Blueprint(
            "docs", __name__, static_folder=SWAGGER_UI, static_url_path="/docs/assets"
        )
    )
    api = Api(app)
    # flask-smorest has but one media type for answers and errors.
    for response in api.spec.components.responses_lazy.values():
        if "content" in response:
            response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return api
