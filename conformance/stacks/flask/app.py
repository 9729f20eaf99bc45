"""An app gateway on Flask."""

import os
import re
import threading
import uuid
from datetime import datetime, timezone

from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.serving import make_server

NAME = re.compile(r"^[A-Za-z][A-Za-z0-9_]{2,63}$")
APP_KEY = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{7,199}$")
APP_SECRET = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_\-!@#$%]{7,127}$")

app = Flask(__name__)
lock = threading.Lock()
gateways = {}  # (project, instance) -> {app id: app}


class ApiError(Exception):
    def __init__(self, status, code, msg):
        super().__init__(msg)
        self.status, self.code, self.msg = status, code, msg


class InvalidParameter(ApiError):
    def __init__(self, name):
        super().__init__(
            400,
            "APIG.2011",
            f"Invalid parameter value,parameterName:{name}. Please refer to the support documentation",
        )


@app.errorhandler(ApiError)
def api_error(e):
    return jsonify(error_code=e.code, error_msg=e.msg), e.status


@app.errorhandler(HTTPException)
def http_error(e):
    code = "APIG.2011" if e.code == 400 else f"APIG.{e.code}"
    return jsonify(error_code=code, error_msg=e.description), e.code


@app.errorhandler(Exception)
def system_error(e):
    app.logger.exception(e)
    return jsonify(error_code="APIG.9999", error_msg="System error"), 500


@app.before_request
def authenticate():
    token = request.headers.get("X-Auth-Token")
    if token == "forbidden-token":
        raise ApiError(403, "APIG.1005", "No permissions to request this method")
    if token != "demo-token":
        raise ApiError(401, "APIG.1002", "Incorrect token or token resolution failed")


def checked(data, name, pattern, required=False):
    """The string member of that name, or None if it is optional and not there."""
    value = data.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, str) or not pattern.match(value):
        raise InvalidParameter(name)
    return value


def now():
    return datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")


def masked(item):
    secret = item["app_secret"]
    return {**item, "app_secret": secret[:3] + "*" * 12 + secret[-3:]}


@app.post("/v2/<project_id>/apigw/instances/<instance_id>/apps")
def create_app(project_id, instance_id):
    data = request.get_json()
    name = checked(data, "name", NAME, required=True)
    remark = data.get("remark") or ""
    if not isinstance(remark, str) or len(remark) > 255:
        raise InvalidParameter("remark")
    app_key = checked(data, "app_key", APP_KEY)
    app_secret = checked(data, "app_secret", APP_SECRET)
    created = now()
    item = {
        "id": uuid.uuid4().hex,
        "name": name,
        "remark": remark,
        "creator": "USER",
        "app_key": app_key or uuid.uuid4().hex,
        "app_secret": app_secret or uuid.uuid4().hex,
        "register_time": created,
        "update_time": created,
        "status": 1,
        "app_type": "apig",
    }
    with lock:
        apps = gateways.setdefault((project_id, instance_id), {})
        if any(a["name"] == name for a in apps.values()):
            raise InvalidParameter("name")
        apps[item["id"]] = item
    return jsonify(masked(item)), 201


@app.get("/v2/<project_id>/apigw/instances/<instance_id>/apps")
def list_apps(project_id, instance_id):
    args = request.args
    offset = max(args.get("offset", 0, type=int), 0)
    limit = args.get("limit", 20, type=int)
    if limit <= 0:
        limit = 20
    limit = min(limit, 500)

    with lock:
        apps = list(gateways.get((project_id, instance_id), {}).values())
    for field in ("id", "app_key", "creator"):
        if args.get(field):
            apps = [a for a in apps if a[field] == args[field]]
    if status := args.get("status", type=int):
        apps = [a for a in apps if a["status"] == status]
    if name := args.get("name"):
        if args.get("precise_search") == "name":
            apps = [a for a in apps if a["name"] == name]
        else:
            apps = [a for a in apps if name in a["name"]]

    apps.sort(key=lambda a: a["register_time"], reverse=True)
    page = [{**masked(a), "bind_num": 0} for a in apps[offset : offset + limit]]
    return jsonify(total=len(apps), size=len(page), apps=page)


@app.delete("/v2/<project_id>/apigw/instances/<instance_id>/apps/<app_id>")
def delete_app(project_id, instance_id, app_id):
    with lock:
        if gateways.get((project_id, instance_id), {}).pop(app_id, None) is None:
            raise ApiError(404, "APIG.3002", "The app does not exist")
    return "", 204


if __name__ == "__main__":
    server = make_server("127.0.0.1", int(os.environ["PORT"]), app, threaded=True)
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
