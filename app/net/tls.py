"""TLS for reading only: certificates of cameras are self-signed, old or wrong, and are shown, not trusted."""

import ssl
import warnings
from functools import cache

#: Old cameras offer only ciphers that OpenSSL no longer takes by default.
_CIPHERS = ("DEFAULT:@SECLEVEL=0", "DEFAULT")


@cache
def reading_context() -> ssl.SSLContext:
    """A context that accepts any certificate and TLS 1.0 or newer. No password is ever sent through it: a login only as a digest."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    for ciphers in _CIPHERS:
        try:
            context.set_ciphers(ciphers)
        except ssl.SSLError:
            continue
        break
    with warnings.catch_warnings():
        # Python warns that TLS 1.0 is old; that is why these cameras are looked at.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            context.minimum_version = ssl.TLSVersion.TLSv1
        except ValueError:
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    # Servers without RFC 5746 are common among old cameras.
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


def peer_certificate(connection: object) -> bytes | None:
    """The DER of the certificate that the device showed, None when it showed none."""
    if isinstance(connection, ssl.SSLObject | ssl.SSLSocket):
        return connection.getpeercert(binary_form=True)
    return None
