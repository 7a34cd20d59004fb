"""Packs of facts: `knowledge_pack.py new-key KEY` makes a signer, `knowledge_pack.py export KEY PACK` signs resources/ as one file.

KEY is a private key (PEM) that only its owner may read; beside it KEY.signer is written, the public half that people add in Settings.
"""

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.knowledge.check import problems  # noqa: E402 - the checkout is found first
from app.knowledge.load import Knowledge  # noqa: E402 - likewise
from app.knowledge.pack import mark_of, write_pack  # noqa: E402 - likewise


def new_key(path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    path.with_name(f"{path.name}.signer").write_text(f"{public.hex()}\n", "ascii")
    print(f"The mark of this signer: {mark_of(public)}")


def today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def export(key_path: Path, pack_path: Path) -> int:
    key = load_pem_private_key(key_path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        print("the key is not an Ed25519 key", file=sys.stderr)
        return 2
    knowledge = Knowledge(ROOT / "resources")
    if wrong := problems(knowledge):
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    date = dt.date.fromisoformat(knowledge.date)
    if date > today():
        # No pack of an earlier day would ever be taken in again.
        print(f"a part says that it was checked on {date}, which is still to come", file=sys.stderr)
        return 1
    pack_path.write_bytes(write_pack(ROOT / "resources", date, key))
    print(f"{pack_path}: facts of {date}, {pack_path.stat().st_size:,} bytes")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(dest="action", required=True)
    making = actions.add_parser("new-key")
    making.add_argument("key", type=Path)
    exporting = actions.add_parser("export")
    exporting.add_argument("key", type=Path)
    exporting.add_argument("pack", type=Path)
    options = parser.parse_args()
    if options.action == "export":
        return export(options.key, options.pack)
    new_key(options.key)
    return 0


if __name__ == "__main__":
    sys.exit(main())
