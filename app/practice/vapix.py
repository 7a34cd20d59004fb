"""The open part of Axis' basicdeviceinfo.cgi (protocols §3.10)."""

import json
from collections.abc import Mapping

from app.practice.http import HttpAnswer, Service, login
from app.practice.text_request import TextRequest

PATH = "/axis-cgi/basicdeviceinfo.cgi"


def service(properties: Mapping[str, str], realm: str) -> Service:
    """Answers getAllUnrestrictedProperties with properties; everything else needs a login."""

    def answer(request: TextRequest) -> HttpAnswer:
        try:
            question = json.loads(request.untrusted_body)
        except (ValueError, RecursionError):
            question = None
        if not isinstance(question, dict) or question.get("method") != "getAllUnrestrictedProperties":
            return login(realm, "Digest")
        body = {"apiVersion": "1.3", "context": question.get("context", ""), "data": {"propertyList": properties}}
        return HttpAnswer(200, (("Content-Type", "application/json"),), json.dumps(body).encode())

    return answer
