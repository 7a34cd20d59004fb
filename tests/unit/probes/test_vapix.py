import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.net.target import Target
from app.probes import vapix
from tests.unit.probes.captures import assert_tame
from tests.unit.probes.tcp_bench import ADDRESS, capture, device, http

FIELDS = {
    "brand": "AXIS",
    "product": "AXIS Q1656 Box Camera",
    "model": "Q1656",
    "product_type": "Box Camera",
    "serial": "B8A44F7D507D",
    "firmware": "12.0.91",
    "built": "Sep 26 2024 18:22",
    "hardware_id": "900",
}


def test_the_makers_sample_with_and_without_its_head() -> None:
    assert vapix.read(capture("vapix/axis-q1656.json")) == FIELDS
    assert vapix.read("HTTP/1.1 200 OK\r\n\r\n" + capture("vapix/axis-q1656.json")) == FIELDS


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"error":{"code":2000}}', '{"data":[]}', '{"data":{"propertyList":"x"}}', "[" * 9000, "1" * 9000],
)
def test_what_is_no_answer(text: str) -> None:
    assert vapix.read(text) == {}


def test_the_question_is_sent_once_to_the_first_port_that_answers() -> None:
    async def run():
        ports = {80: lambda _: http(404), 8080: lambda _: http(200, capture("vapix/axis-q1656.json"))}
        async with device(ports) as bench:
            await vapix.visit(bench.net, Target(ADDRESS, (80, 8080)), bench.sightings.append)
            return bench

    bench = asyncio.run(run())
    (sighting,) = bench.sightings
    assert sighting.untrusted_fields == FIELDS
    assert bench.asked(8080) == ["POST /axis-cgi/basicdeviceinfo.cgi HTTP/1.1"]
    assert json.loads(bench.requests[0][1].split("\r\n\r\n", 1)[1])["method"] == "getAllUnrestrictedProperties"


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps)), st.text())
def test_no_input_is_an_error(text: str, value: str) -> None:
    assert isinstance(vapix.read(text), dict)
    assert_tame("vapix", vapix.read(json.dumps({"data": {"propertyList": {"Brand": value, "Version": [value]}}})))
