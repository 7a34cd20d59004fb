"""WS-Discovery: the question's bytes, real answers, and what foreign software sends (lab.md §2)."""

import asyncio
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.sighting import Protocol, Sighting
from app.probes import ws_discovery
from app.probes.ws_discovery import MATCHES_LIMIT, Wanted, build_probe, parse_reply, read, service_urls
from tests.unit.probes.captures import assert_tame, capture
from tests.unit.probes.group_net import GroupNet, datagram

ID = UUID("3fa1fe68-b915-4053-a3e1-c006c3afec0e")
HIKVISION = capture("wsdiscovery/hikvision_DS-2CD2385G1-I.xml")


def envelope(match: str, *, name: str = "ProbeMatch") -> bytes:
    return (
        '<x:Envelope xmlns:x="http://www.w3.org/2003/05/soap-envelope"'
        ' xmlns:q="http://schemas.xmlsoap.org/ws/2005/04/discovery"'
        ' xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing">'
        f"<x:Body><q:{name}es><q:{name}>{match}</q:{name}></q:{name}es></x:Body></x:Envelope>"
    ).encode()


def scopes(*values: str) -> dict[str, str]:
    return parse_reply(envelope(f"<q:Scopes>{' '.join(values)}</q:Scopes>"))[0]


def test_the_probe_is_that_of_appendix_a() -> None:
    assert build_probe(Wanted.TRANSMITTER, ID) == (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"'
        b' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">'
        b'<s:Header><a:Action s:mustUnderstand="1">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>'
        b"<a:MessageID>urn:uuid:3fa1fe68-b915-4053-a3e1-c006c3afec0e</a:MessageID>"
        b"<a:ReplyTo><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>"
        b'<a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>'
        b"<s:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></s:Body></s:Envelope>"
    )


def test_the_other_variants() -> None:
    assert b'xmlns:tds="http://www.onvif.org/ver10/device/wsdl"' in build_probe(Wanted.DEVICE, ID)
    assert b"<d:Types>tds:Device</d:Types>" in build_probe(Wanted.DEVICE, ID)
    assert b"<d:Probe></d:Probe>" in build_probe(Wanted.ANYTHING, ID)


@pytest.mark.parametrize("wanted", Wanted)
def test_no_answer_is_read_out_of_a_question(wanted: Wanted) -> None:
    assert parse_reply(build_probe(wanted, ID)) == []


def test_a_real_hikvision() -> None:
    assert parse_reply(HIKVISION) == [
        {
            "endpoint": "aa85c000-6324-11b3-819e-5850ed1fe385",
            "types": "NetworkVideoTransmitter\nDevice",
            "scopes": (
                "onvif://www.onvif.org/type/video_encoder\nonvif://www.onvif.org/Profile/Streaming\n"
                "onvif://www.onvif.org/Profile/G\nonvif://www.onvif.org/Profile/T\n"
                "onvif://www.onvif.org/MAC/58:50:ed:1f:e3:85\nonvif://www.onvif.org/hardware/DS-2CD2385G1-I\n"
                "onvif://www.onvif.org/name/HIKVISION DS-2CD2385G1-I\nonvif://www.onvif.org/location/city/hangzhou"
            ),
            "xaddrs": "http://192.168.124.40/onvif/device_service\nhttp://[fe80::5a50:edff:fe1f:e385]/onvif/device_service",
            "name": "HIKVISION DS-2CD2385G1-I",
            "hardware": "DS-2CD2385G1-I",
            "mac": "58:50:ed:1f:e3:85",
            "location": "city/hangzhou",
            "profiles": "Streaming\nG\nT",
            "scope_types": "video_encoder",
        }
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "hikvision_DS-2CD3955FWD-IWS",
            {"hardware": "DS-2CD3955FWD-IWS", "scope_types": "video_encoder\naudio_encoder\nptz"},
        ),
        ("oem_DFI6256TE_undeclared-prefixes", {"hardware": "DFI6256TE", "mac": "68:6d:bc:5c:b1:5d"}),
        ("tapo_TP-IPC", {"endpoint": "3fa1fe68-b915-4053-a3e1-c006c3afec0e", "name": "TP-IPC", "location": "ShenZhen"}),
        ("unbranded_IP-Camera_8899", {"name": "IP-Camera", "hardware": "IPC BO", "location": "country/china"}),
        ("windows_computer", {"types": "Device\nComputer"}),
        ("hello_IPC", {"endpoint": "4be6bccd-81c0-436c-b55e-173b8c8ec17e", "profiles": "Streaming\nQ/Operational"}),
    ],
)
def test_other_captures(name: str, expected: dict[str, str]) -> None:
    fields = parse_reply(capture(f"wsdiscovery/{name}.xml"))[0]
    assert fields == fields | expected
    assert read(capture(f"wsdiscovery/{name}.xml").decode()) == fields
    assert_tame("wsdiscovery", fields)


def test_a_reply_that_is_cut_off_keeps_what_is_whole() -> None:
    cut = HIKVISION[: HIKVISION.index(b"<d:XAddrs>")]
    assert parse_reply(cut)[0]["name"] == "HIKVISION DS-2CD2385G1-I"
    assert "xaddrs" not in parse_reply(cut)[0]


def test_several_matches_in_one_answer() -> None:
    two = HIKVISION.replace(
        b"</d:ProbeMatch>", b"</d:ProbeMatch><d:ProbeMatch><d:Types>tds:Device</d:Types></d:ProbeMatch>"
    )
    assert [fields.get("name", "") for fields in parse_reply(two)] == ["HIKVISION DS-2CD2385G1-I", ""]
    assert len(parse_reply(b"<a>" + b"<ProbeMatch><Types>x</Types></ProbeMatch>" * 400 + b"</a>")) == MATCHES_LIMIT


@pytest.mark.parametrize("address", ["urn:uuid:AB-1", "uuid:ab-1", "URN:UUID:AB-1", "ab-1", "urn:ab-1"])
def test_spellings_of_the_endpoint(address: str) -> None:
    match = f"<w:EndpointReference><w:Address>{address}</w:Address></w:EndpointReference>"
    assert parse_reply(envelope(match)) == [{"endpoint": "ab-1"}]
    assert parse_reply(envelope(match, name="ResolveMatch")) == [{"endpoint": "ab-1"}]


def test_a_raw_space_inside_a_scope() -> None:
    fields = scopes("onvif://www.onvif.org/name/HD IPC 5MP", "onvif://www.onvif.org/hardware/A B", "http:123")
    assert (fields["name"], fields["hardware"]) == ("HD IPC 5MP", "A B")
    assert fields["scopes"].endswith("\nhttp:123")


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("onvif://www.onvif.org/NAME/Front+Door", {"name": "Front Door"}),
        ("onvif://www.onvif.org/name/A+B%20C", {"name": "A+B C"}),
        ("onvif://www.onvif.org/hardware/X100+", {"hardware": "X100+"}),
        ("ONVIF://www.ONVIF.org/Hardware/b/jovision", {"hardware": "b/jovision"}),
        ("onvif://www.onvif.org/mac/4C11BFC20B9D", {"mac": "4c:11:bf:c2:0b:9d"}),
        ("onvif://www.onvif.org/MacAddress/4c-11-bf-c2-0b-9d", {"mac": "4c:11:bf:c2:0b:9d"}),
        ("onvif://www.onvif.org/mac/unknown", {}),
        ("onvif://www.onvif.org/SerialNumber/42", {"serial": "42"}),
        ("onvif://www.onvif.org/manufacturer/ACME%2FX", {"manufacturer": "ACME/X"}),
        ("onvif://www.onvif.org/model/M1/", {"model": "M1"}),
        ("onvif://www.onvif.org/name/", {}),
        ("http://www.example.org/name/nobody", {}),
    ],
)
def test_scope_grammar(scope: str, expected: dict[str, str]) -> None:
    fields = scopes(scope)
    fields.pop("scopes")
    assert fields == expected


def test_service_urls_stay_on_the_source() -> None:
    fields = parse_reply(HIKVISION)[0]
    assert service_urls(fields, "192.168.124.40") == [("192.168.124.40", 80, "/onvif/device_service", False)]
    assert service_urls(fields, "fe80::5a50:edff:fe1f:e385%eth0") == [
        ("fe80::5a50:edff:fe1f:e385%eth0", 80, "/onvif/device_service", False)
    ]


@pytest.mark.parametrize(
    ("xaddrs", "expected"),
    [
        ("http://0.0.0.0:8899/onvif", [(8899, "/onvif", False)]),
        ("http://camera.local/onvif?x=1", [(80, "/onvif?x=1", False)]),
        ("http://169.254.1.2/a\nhttp://10.0.0.9:81/b", [(81, "/b", False)]),
        ("https://10.0.0.9/s", [(443, "/s", True)]),
        ("http://:2020/onvif", [(2020, "/onvif", False)]),
        ("http://127.0.0.1:8080/x", [(8080, "/x", False)]),
        ("http://10.0.0.8/onvif", []),
        ("http://8.8.8.8/onvif", []),
        ("http://user:secret@10.0.0.9/onvif", []),
        ("ftp://10.0.0.9/onvif\nhttp://10.0.0.9:99999/\nhttp://[::1/\nnothing", []),
        ("http://10.0.0.9/a\r\nX-Evil: 1", [(80, "/a", False)]),
        ("", []),
    ],
)
def test_service_urls(xaddrs: str, expected: list[tuple[int, str, bool]]) -> None:
    assert service_urls({"xaddrs": xaddrs}, "10.0.0.9") == [("10.0.0.9", *rest) for rest in expected]


def test_entities_and_oversize_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "xx">]>' + envelope("<q:Types>&b;&b;</q:Types>")
    assert parse_reply(bomb) == [{"types": "&b;&b;"}]
    assert parse_reply(HIKVISION + b" " * 70_000) == []


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda junk: HIKVISION[:900] + junk + HIKVISION[1000:]))
def test_never_raises(untrusted: bytes) -> None:
    for fields in parse_reply(untrusted):
        assert_tame("wsdiscovery", fields)


@given(st.text(max_size=300))
def test_any_scope_and_address_is_tame(untrusted: str) -> None:
    wrapped = (
        f"<ProbeMatch><Scopes>onvif://www.onvif.org/name/{untrusted}</Scopes><XAddrs>{untrusted}</XAddrs></ProbeMatch>"
    )
    fields = read(wrapped)
    assert_tame("wsdiscovery", fields)
    assert all(url[0] == "10.0.0.9" for url in service_urls(fields, "10.0.0.9"))


def test_hostile_text(hostile_text: str) -> None:
    assert_tame(
        "wsdiscovery", read(f"<ProbeMatch><Types>{hostile_text}</Types><Scopes>{hostile_text}</Scopes></ProbeMatch>")
    )


def test_asking_tells_each_device_once() -> None:
    seen: list[Sighting] = []
    net = GroupNet(lambda payload: [datagram(HIKVISION), datagram(HIKVISION, "192.168.124.41")], listen_seconds=0.4)
    record = asyncio.run(ws_discovery.ask(net, seen.append))
    assert [(sighting.protocol, sighting.address, sighting.interface) for sighting in seen] == [
        (Protocol.WS_DISCOVERY, "192.168.124.40", "eth9"),
        (Protocol.WS_DISCOVERY, "192.168.124.41", "eth9"),
    ]
    assert (record.question, record.sent, record.answered, record.available) == ("wsdiscovery", 6, 2, True)


def test_three_variants_three_times_to_both_groups() -> None:
    net = GroupNet(listen_seconds=1.6)
    asyncio.run(ws_discovery.ask(net, lambda sighting: None))
    assert len(net.sent) == 9
    assert {(question.port, question.groups4, question.groups6) for question, _, _ in net.sent} == {
        (3702, ("239.255.255.250",), ("ff02::c",))
    }
    assert all(abs(at - due) < 0.15 for (_, _, at), due in zip(net.sent[::3], (0, 0.25, 1.5), strict=True))
    assert len({payload for _, payload, _ in net.sent}) == 9


def test_hosts_are_asked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ws_discovery, "HOST_WAIT_SECONDS", 0.05)
    seen: list[Sighting] = []
    net = GroupNet(lambda payload: [datagram(HIKVISION)])
    record = asyncio.run(ws_discovery.ask_hosts(net, ["192.168.124.40", "8.8.8.8", "192.168.124.41"], seen.append))
    assert [address for address, _ in net.sent_to] == ["192.168.124.40"] * 2 + ["192.168.124.41"] * 2
    assert (record.addresses_asked, record.answered, len(seen)) == (2, 1, 1)
