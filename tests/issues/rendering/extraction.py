"""The words that a reader finds in each format, taken out by other programs than those that put them in."""

import email
import email.policy
import io
import re
import subprocess
import zipfile

import docx
import lxml.html
from docx.oxml.ns import qn
from lxml import etree

_TYPE_AREA = ("-x", "79", "-y", "104", "-W", "443", "-H", "640")  # 版心 in points: leaves out the page numbers


def words(text: str) -> str:
    """The words alone: white space and the signs that only mark a place (■ 【】 ★) are no words."""
    return re.sub(r"[\s■【】★]", "", text)


def from_txt(data: bytes) -> str:
    lines = []
    for line in data.decode("utf-8").splitlines():
        if re.fullmatch(r"\[图：?.*\]", line) or line.startswith("图片描述："):
            continue  # which picture stands here, and what its picture shows: not printed words
        line = re.sub(r"^(■|——|· |图注：|\d+\. )", "", line)
        lines.append(re.sub(r"^\((.*第.*期)\)$", r"\1", line))
    return words("".join(lines))


def from_html(data: bytes) -> str:
    return words(lxml.html.document_fromstring(data.decode("utf-8")).find(".//main").text_content())


def from_fragment(data: bytes) -> str:
    return words(lxml.html.fragment_fromstring(data.decode("utf-8"), create_parent="div").text_content())


def from_docx(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return words("".join(node.text or "" for node in body.iter(qn("w:t"))))


def from_pdf(data: bytes, *area: str) -> str:
    text = subprocess.run(
        ["pdftotext", *area, "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode("utf-8")
    text = re.sub(r"…{3,}\s*\d+", "", text)  # the contents list's leaders and page numbers
    text = re.sub(r"(?m)^(\d+\.|[•◦▪·])\s*$|^(\d+\.|[•◦▪])\s+", "", text)  # list markers
    return words(text.replace("\f", ""))


def from_a4_pdf(data: bytes) -> str:
    return from_pdf(data, *_TYPE_AREA)


def from_epub(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        package = etree.fromstring(book.read("EPUB/package.opf"))
        space = {"o": "http://www.idpf.org/2007/opf"}
        names = {item.get("id"): item.get("href") for item in package.findall(".//o:item", space)}
        pages = [names[ref.get("idref")] for ref in package.findall(".//o:itemref", space)]
        texts = ["".join(etree.fromstring(book.read(f"EPUB/{page}")).find(".//{*}body").itertext()) for page in pages]
    return words("".join(texts))


def from_mail(data: bytes) -> tuple[str, str]:
    """(words of the text part, words of the HTML part)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    text = message.get_body(("plain",)).get_content()
    page = message.get_body(("html",)).get_content()
    return from_txt(text.rstrip("\n").encode()), words(lxml.html.document_fromstring(page).find("body").text_content())
