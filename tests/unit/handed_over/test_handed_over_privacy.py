"""Nothing of a person's is kept, whatever is handed over, and no text is an error."""

import json
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer import INPUT_LIMIT
from app.handed_over import (
    dahua_cgi,
    ftp,
    isapi,
    reolink_api,
    sip,
    snmp,
    ssh,
    telnet,
    tplink_api,
    vivotek_cgi,
)

Reader = Callable[[str], dict[str, str]]
WEB = {"status", "server", "realm"}
#: docs/sightings.md.
ALLOWED: dict[Reader, set[str]] = {
    ftp.read: {"banner"},
    telnet.read: {"banner", "prompt"},
    ssh.read: {"version", "software"},
    sip.read: {"status", "server", "user_agent", "realm"},
    snmp.read: {"description", "object_id", "name", "model", "firmware", "serial", "manufacturer", "mac"},
    isapi.read: WEB
    | {"model", "serial", "firmware", "hardware", "device_type", "sub_device_type", "manufacturer", "oem_code"}
    | {"name", "mac", "namespace"},
    dahua_cgi.read: WEB
    | {"model", "device_class", "serial", "firmware", "built", "hardware", "vendor", "machine_name", "mac"},
    vivotek_cgi.read: WEB | {"model", "extended_model", "serial", "firmware", "name", "mac"},
    reolink_api.read: {"command", "model", "firmware", "hardware", "device_type", "exact_type", "item", "channels"}
    | {"serial", "name", "mac", "needs_login"},
    tplink_api.read: {"model", "firmware", "hardware", "device_type", "description", "name", "mac"},
}
READERS = list(ALLOWED)
SECRETS = [
    "hunter2",
    "bob",
    "bob@example.org",
    "9527000ABCDEF123",
    "HomeNetwork",
    "45.5017",
    "-73.5673",
    "t0ken",
    "555-0100",
]

TAPO = {
    "device_model": "C200",
    "device_type": "SMART.IPCAMERA",
    "device_alias": "user: bob",
    "owner": "bob",
    "ssid": "HomeNetwork",
    "latitude": "45.5017",
    "longitude": "-73.5673",
    "dev_id": "9527000ABCDEF123",
    "token": "t0ken",
    "password": "hunter2",
}
REOLINK = [
    {"cmd": "Login", "code": 0, "value": {"Token": {"name": "t0ken", "leaseTime": 3600}}},
    {
        "cmd": "GetDevInfo",
        "value": {"DevInfo": {"model": "E1", "serial": "9527000ABCDEF123", "name": "bob@example.org"}},
    },
    {"cmd": "GetP2p", "value": {"P2p": {"uid": "9527000ABCDEF123", "enable": 1}}},
    {"cmd": "GetUser", "value": {"User": [{"userName": "bob", "password": "hunter2", "level": "admin"}]}},
    {"cmd": "GetWifi", "value": {"Wifi": {"ssid": "HomeNetwork", "password": "hunter2"}}},
]
HANDED: list[tuple[Reader, str]] = [
    (ftp.read, "220-Camera of bob@example.org\r\n220-Login: bob / hunter2\r\n220 AXIS ready\r\nUSER bob\r\nPASS hunter2\r\n"),
    (ftp.read, "220 ready\r\n331 Password required for bob\r\n230 User bob logged in\r\n"),
    (telnet.read, "Welcome\r\nuser=bob password=hunter2\r\ncam login: bob\r\nPassword: hunter2\r\n# cat /etc/passwd\r\nbob:x:0"),
    (telnet.read, "bob@cam's password: hunter2"),
    (telnet.read, "BusyBox v1.16\r\n/ # echo hunter2\r\nhunter2\r\nbob:x:0:0"),
    (sip.read, ('REGISTER sip:bob@example.org SIP/2.0\r\nFrom: "bob" <sip:555-0100@example.org>\r\nUser-Agent: Akuvox R20A\r\n'
     'Authorization: Digest username="bob", response="hunter2"\r\n\r\n')),
    (snmp.read, "sysDescr.0 = Camera\nsysContact.0 = bob@example.org 555-0100\nsysLocation.0 = 45.5017 -73.5673\ncommunity = hunter2"),
    (snmp.read, ".1.3.6.1.2.1.1.4.0 = STRING: bob@example.org\n.1.3.6.1.2.1.1.5.0 = STRING: user bob password hunter2"),
    (isapi.read, ("<DeviceInfo><deviceName>password: hunter2</deviceName><model>DS-1</model><systemContact>bob</systemContact>"
     "<deviceLocation>45.5017 -73.5673</deviceLocation><userName>bob</userName><ssid>HomeNetwork</ssid></DeviceInfo>")),
    (dahua_cgi.read, ("deviceType=IPC-HFW1\r\nname=bob@example.org\r\ntable.All.T2UServer.UUID=9527000ABCDEF123\r\n"
     "table.WLan.eth2.SSID=HomeNetwork\r\nuser.Name=bob\r\npassword=hunter2\r\nuuid=9527000ABCDEF123\r\n")),
    (vivotek_cgi.read, ("system_info_modelname='IB9365-HT'\r\nsystem_hostname='login: bob'\r\nsecurity_user_i1_name='bob'\r\n"
     "security_user_i1_pass='hunter2'\r\nwireless_ssid='HomeNetwork'\r\n")),
    (reolink_api.read, json.dumps(REOLINK)),
    (tplink_api.read, json.dumps({"result": {"device_info": {"basic_info": TAPO}}})),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "text"), HANDED, ids=[f"{reader.__module__}-{at}" for at, (reader, _) in enumerate(HANDED)]
)
def test_no_secret_is_kept(reader: Reader, text: str) -> None:
    kept = "\n".join(reader(text).values())
    assert [secret for secret in SECRETS if secret in kept] == []
    assert any(secret in text for secret in SECRETS)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__module__)
@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.binary().map(lambda data: data.decode("latin-1")),
        st.lists(st.sampled_from(["220-", "220 ", "login:", "SIP/2.0 200", "Server: ", "sysDescr = ", "1.3.6.1.2.1.1.1.0|4|"])
                 | st.sampled_from(["deviceType=", "version=", "system_info_modelname='", "\n", "x@y", "{", "[", "<DeviceInfo>"])
                 | st.text(max_size=8)).map("".join),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["value", "DevInfo", "model", "type", "result", "DeviceInfo", "error", "cmd"]), inner),
            max_leaves=12,
        ).map(json.dumps),
    )
)  # fmt: skip
def test_no_text_is_an_error_and_only_listed_fields_are_kept(reader: Reader, text: str) -> None:
    fields = reader(text)
    assert set(fields) <= ALLOWED[reader]
    assert all(fields.values())
    lines = [line for value in fields.values() for line in value.split("\n")]
    assert all(len(line) <= 256 for line in lines)
    assert not {unicodedata.category(char) for line in lines for char in line} & {"Cc", "Cn", "Co", "Cs"}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__module__)
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "220-",
        "\n",
        "a=",
        "version=" + " " * 99,
        "login",
        "[",
        '{"a":',
        "<a>",
        "x@",
        "\xff\xfd",
        "1.",
        "password ",
        "\\xff",
    ],
)
def test_time_grows_with_the_length_only(reader: Reader, unit: str) -> None:
    text = unit * (INPUT_LIMIT // len(unit))
    start = time.process_time()
    reader(text)
    assert time.process_time() - start < 10


def test_line_that_goes_on_in_spaces_is_read_quickly() -> None:
    start = time.process_time()
    dahua_cgi.read("version=" + " " * 60_000 + "x")
    snmp.read("a" + " " * 60_000)
    telnet.read("a" * 60_000 + "@")
    assert time.process_time() - start < 5
