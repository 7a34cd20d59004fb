"""The RTSP server of a pretend device: OPTIONS, and DESCRIBE up to the login (protocols §5)."""

import secrets
from dataclasses import dataclass

from app.practice.text_request import TextRequest, reply


@dataclass(frozen=True, slots=True)
class RtspServer:
    """realm is asked for with scheme; without a realm the stream description sdp is open to everyone."""

    server: str = ""
    realm: str = ""
    scheme: str = "Digest"
    public: str = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, SET_PARAMETER"
    sdp: str = ""

    def answer(self, request: TextRequest) -> bytes:
        """The bytes that answer a request; only OPTIONS and DESCRIBE are known."""
        headers = [("CSeq", request.untrusted_headers.get("cseq", "0"))]
        if self.server:
            headers.append(("Server", self.server))
        if request.untrusted_method == "OPTIONS":
            return reply("RTSP/1.0", "200 OK", [*headers, ("Public", self.public)])
        if request.untrusted_method != "DESCRIBE":
            return reply("RTSP/1.0", "405 Method Not Allowed", headers)
        if self.realm:
            challenge = f'{self.scheme} realm="{self.realm}"'
            if self.scheme == "Digest":
                challenge += f', nonce="{secrets.token_hex(16)}"'
            return reply("RTSP/1.0", "401 Unauthorized", [*headers, ("WWW-Authenticate", challenge)])
        body = self.sdp.replace("\n", "\r\n").encode()
        more = [("Content-Type", "application/sdp"), ("Content-Length", str(len(body)))]
        return reply("RTSP/1.0", "200 OK", [*headers, *more], body)
