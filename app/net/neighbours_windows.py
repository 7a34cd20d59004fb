"""Windows: the neighbour table by GetIpNetTable2 (protocols §4.2; the layout is that of MIB_IPNET_ROW2)."""

import ctypes
import struct
import sys
from ipaddress import IPv4Address, IPv6Address

from app.net.neighbour_table import Table, TableEntry, mac_text

_ROWS_AT = 8
_ROW_BYTES = 88
_FAMILY4, _FAMILY6 = 2, 23
_PROBE, _REACHABLE, _PERMANENT = 2, 5, 6
#: More rows than any table has: a broken count is not followed.
_ROWS_LIMIT = 65_536


def read_table() -> Table:
    """The table now; empty when the system does not give it."""
    data = b""
    if sys.platform == "win32":
        library = ctypes.WinDLL("iphlpapi")
        pointer = ctypes.c_void_p()
        if library.GetIpNetTable2(0, ctypes.byref(pointer)) == 0 and pointer.value:
            try:
                (rows,) = struct.unpack("<I", ctypes.string_at(pointer.value, 4))
                data = ctypes.string_at(pointer.value, _ROWS_AT + _ROW_BYTES * min(rows, _ROWS_LIMIT))
            finally:
                library.FreeMibTable(pointer)
    return Table(tuple(parse_table(data)))


def parse_table(data: bytes) -> list[TableEntry]:
    """The usable rows of a MIB_IPNET_TABLE2; a count that is larger than the data is not followed."""
    entries: list[TableEntry] = []
    if len(data) < _ROWS_AT:
        return entries
    count = min(struct.unpack_from("<I", data)[0], (len(data) - _ROWS_AT) // _ROW_BYTES)
    for number in range(count):
        row = data[_ROWS_AT + number * _ROW_BYTES : _ROWS_AT + (number + 1) * _ROW_BYTES]
        family = struct.unpack_from("<H", row)[0]
        (index,) = struct.unpack_from("<I", row, 28)
        length, state = struct.unpack_from("<II", row, 72)
        if length != 6 or not _PROBE <= state <= _PERMANENT:
            continue
        if family == _FAMILY4:
            address = str(IPv4Address(row[4:8]))
        elif family == _FAMILY6:
            address = str(IPv6Address(row[8:24]))
        else:
            continue
        entries.append(TableEntry(address, mac_text(row[40:46]), index, state in {_REACHABLE, _PERMANENT}))
    return entries
