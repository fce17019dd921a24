"""Zip containers of office files: opened within limits, refused where they hide something."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

_END = b"PK\x05\x06"
_END_SIZE = 22
_ENCRYPTED = 0x1
_MACRO = re.compile(r"(?:vbaProject\.bin|vbaData\.xml|(?:^|/)activeX/)", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
_CHUNK = 1024 * 1024


class Refused(ValueError):
    """A file that cannot be taken; the sentence says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Units: bytes; `unpacked` counts what all members of a container unpack to."""

    file: int = 50 * 1024 * 1024
    unpacked: int = 200 * 1024 * 1024
    members: int = 5_000


DAMAGED = "文件已损坏，请用原来的软件打开后重新保存再上传。"


def open_archive(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The container, proved to be whole, within the limits and without anything beside it.

    Raises: Refused.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check_members(archive, limits)
        _check_edges(content, archive)
        _check_unpacking(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, struct.error) as error:
        raise Refused(DAMAGED) from error
    return archive


def parsed(content: bytes) -> etree._Element:
    """The XML of a member of an opened archive, read without entities and network.

    Raises: Refused.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error


def _check_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    names = [member.filename.lower() for member in members]
    if len(names) > limits.members or sum(one.file_size for one in members) > limits.unpacked:
        raise Refused("文件解压后过大，不能接收。请删减内容或拆分后再上传。")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Refused("文件已加密，请去掉密码后再上传。")
    if len(set(names)) != len(names) or any(map(_is_astray, names)):
        raise Refused(DAMAGED)
    if any(map(_MACRO.search, names)):
        raise Refused("文件含有宏或控件，请另存为不含宏的格式（docx、xlsx、pptx）后再上传。")


def _is_astray(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _check_edges(content: bytes, archive: zipfile.ZipFile) -> None:
    end = content.rfind(_END)
    first = min((one.header_offset for one in archive.infolist()), default=0)
    if first or archive.comment or end + _END_SIZE != len(content):
        raise Refused("文件前后附有别的内容，不能接收。请用原来的软件重新保存后再上传。")


def _check_unpacking(archive: zipfile.ZipFile) -> None:
    """Read every member: a length or a checksum that lies is found here, not later.

    Office files declare no document type; one that does wants entities expanded.
    """
    for member in archive.infolist():
        with archive.open(member) as stream:
            start = stream.read(_CHUNK)
            if member.filename.endswith((".xml", ".rels", ".vml")) and _DOCTYPE.search(start):
                raise Refused(DAMAGED)
            while stream.read(_CHUNK):
                pass
