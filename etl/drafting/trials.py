"""Decodes a file strictly in each encoding that can fail. Pure, and light: the child does it."""

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TRIED = ("utf-8", "cp932")
#: Bytes that are control characters in Latin-1 and lead a character in CP932.
_CONTROLS = bytes(range(0x80, 0xA0))


@dataclass(frozen=True)
class Trials:
    """How the whole file decodes.

    Attributes:
        ascii: whether every byte is ASCII.
        controls: bytes 0x80 to 0x9F.
        failures: encoding → offset of the first byte that is wrong in it, None if none is.
    """

    ascii: bool
    controls: int
    failures: Mapping[str, int | None]


def tried(blocks: Iterable[bytes]) -> Trials:
    """Decode a file strictly in each encoding that can fail, block by block."""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in TRIED}
    failures: dict[str, int | None] = dict.fromkeys(TRIED)
    is_ascii, controls, position = True, 0, 0

    def decode(block: bytes, *, final: bool) -> None:
        for name in list(decoders):
            held = len(decoders[name].getstate()[0])
            try:
                decoders[name].decode(block, final=final)
            except UnicodeDecodeError as error:
                failures[name] = position - held + error.start
                del decoders[name]

    for block in blocks:
        is_ascii = is_ascii and block.isascii()
        controls += len(block) - len(block.translate(None, _CONTROLS))
        decode(block, final=False)
        position += len(block)
    decode(b"", final=True)
    return Trials(is_ascii, controls, failures)
