"""Findings in files are covered in a new copy in which nothing of them can be found."""

import io
import zipfile

import pypdfium2
import pytest
from docx import Document

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog import files
from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.intake.archives import Refused
from gongkai.publication import queries, redacting, scanning
from gongkai.publication.models import Finding
from gongkai.publication.transitions import attachments, drafting, findings, signing
from gongkai.redaction.verify import verify
from tests.build import TODAY, Town
from tests.intake import planted
from tests.intake.build import pdf, saved
from tests.publication.attachment_build import LINE, NUMBER, attached, word_file
from tests.publication.build import (
    GONE,
    Status,
    drafted,
    fresh,
    in_state,
)

FILES = {"名册.docx": word_file, "名册.pdf": lambda: pdf(f"低保对象名册\n\n{LINE}")}


def with_file(
    town: Town, name: str, content: bytes | None = None
) -> tuple[DisclosureItem, Attachment]:
    """An item in review with one file in which the number stands."""
    item = drafted(town, title="青山镇低保对象名册")
    one = attached(town, item, name, content or FILES[name]())
    return drafting.submit(item.pk, acting=town.acting("li")), one


def numbers(item: DisclosureItem) -> list[Finding]:
    return [one for one in queries.findings_of(item) if one.excerpt == NUMBER]


def covered(town: Town, item: DisclosureItem, who: str = "li") -> DisclosureItem:
    found = numbers(item)
    copies = redacting.redacted(item, found, on=TODAY)
    ids = [one.pk for one in found]
    return findings.mask(item.pk, finding_ids=ids, redacted=copies, acting=town.acting(who))


def everything(content: bytes) -> str:
    """All that a reader gets out of a file, joined without blanks."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    else:
        with pypdfium2.PdfDocument(content) as document:
            texts = []
            for page in document:
                text_page = page.get_textpage()
                texts.append(text_page.get_text_range())
                text_page.close()
                page.close()
    return "".join("".join(texts).split())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("who", ["li", "sun"])
def test_the_number_is_gone_from_the_copy_and_stands_in_the_original(
    town: Town, name: str, who: str
) -> None:
    item, before = with_file(town, name)
    assert NUMBER in everything(files.read(before.released.name))
    entries = Entry.objects.count()

    item = covered(town, item, who)

    after = Attachment.objects.get(pk=before.pk)
    content = files.read(after.released.name)
    assert NUMBER not in everything(content)
    assert NUMBER.encode() not in content
    assert "低保对象名册" in everything(content)
    assert NUMBER not in after.text
    assert "████" in after.text
    assert (after.original, after.filename) == (before.original, name)
    assert after.sha256 != before.sha256
    assert after.page_count == before.page_count
    assert item.status == Status.DRAFT
    assert numbers(item) == []
    assert Entry.objects.count() == entries + 1
    entry = log.history(item)[0]
    assert (entry.action, entry.data["filename"]) == ("attachment.redact", name)


@pytest.mark.parametrize("name", FILES)
def test_the_finding_is_settled_as_covered(town: Town, name: str) -> None:
    item, _ = with_file(town, name)
    covered(town, item, "sun")
    for one in queries.masked_findings(item):
        assert (one.conclusion, one.masked_by, one.masked_on) == (
            "已遮盖",
            town.people["sun"],
            TODAY,
        )
    assert queries.masked_findings(item)


def test_who_covered_a_file_may_still_review_it(town: Town) -> None:
    item, _ = with_file(town, "名册.docx")
    covered(town, item, "sun")
    drafting.submit(item.pk, acting=town.acting("li"))
    signing.review(item.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun"))
    assert fresh(item).status == Status.REVIEWED


def test_what_was_covered_comes_back_undecided_with_the_original(town: Town) -> None:
    item, one = with_file(town, "名册.docx")
    covered(town, item)
    attachments.hold_back(one.pk, acting=town.acting("li"))
    original = files.read(one.original.name)
    copy = redacting.described(original, redacting.FileKind.DOCX)
    attachments.release(one.pk, copy=copy, acting=town.acting("li"))
    drafting.submit(item.pk, acting=town.acting("li"))
    assert {one.decision for one in numbers(item)} == {""}
    with pytest.raises(NotAllowed, match="没有决定"):
        signing.review(
            item.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun")
        )


def test_what_was_covered_before_stays_covered(town: Town) -> None:
    mobile = "13800138000"
    item, one = with_file(town, "表.pdf", pdf(f"证号{NUMBER}\n\n手机{mobile}"))
    covered(town, item)
    found = [one for one in queries.findings_of(fresh(item)) if one.excerpt == mobile]
    copies = redacting.redacted(fresh(item), found, on=TODAY)
    ids = [one.pk for one in found]
    findings.mask(item.pk, finding_ids=ids, redacted=copies, acting=town.acting("li"))
    told = everything(files.read(Attachment.objects.get(pk=one.pk).released.name))
    assert (NUMBER in told, mobile in told) == (False, False)


def test_text_and_file_are_masked_in_one_act(town: Town) -> None:
    item = drafted(town, summary=f"证号{NUMBER}。")
    attached(town, item, "名册.docx", word_file())
    findings.check(item.pk, acting=town.acting("li"))
    entries = Entry.objects.count()
    item = covered(town, item)
    assert item.summary == "证号［身份证号码已隐去］。"
    assert NUMBER not in item.attachments.get().text
    assert Entry.objects.count() == entries + 1
    assert log.history(item)[0].action == "item.revise"


def test_a_reviewer_does_not_rewrite_the_text(town: Town) -> None:
    item = drafted(town, summary=f"证号{NUMBER}。")
    drafting.submit(item.pk, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="修改稿件"):
        covered(town, item, "sun")


@pytest.mark.parametrize("name", ["名册.txt", "名册.csv"])
def test_a_kind_that_cannot_be_covered_says_what_to_do(town: Town, name: str) -> None:
    item, _ = with_file(town, name, LINE.encode())
    with pytest.raises(Refused, match=r"不能自动遮盖。.*另存为 pdf 或 docx"):
        redacting.redacted(item, numbers(item), on=TODAY)
    ids = [one.pk for one in numbers(item)]
    with pytest.raises(NotAllowed, match="不能自动遮盖"):
        findings.mask(item.pk, finding_ids=ids, acting=town.acting("li"))


def test_a_number_in_the_name_of_the_file_is_told(town: Town) -> None:
    item, _ = with_file(town, f"{NUMBER}.docx", word_file())
    files_only = [one for one in numbers(item) if one.place == "attachment:1"]
    with pytest.raises(Refused, match="文件名仍有"):
        redacting.redacted(item, files_only, on=TODAY)
    names = [one.pk for one in numbers(item) if one.place == "filename:1"]
    with pytest.raises(NotAllowed, match="改名后重新上传"):
        findings.mask(item.pk, finding_ids=names, acting=town.acting("li"))


def test_a_copy_made_of_another_file_is_refused(town: Town) -> None:
    item, one = with_file(town, "名册.docx")
    ids = [one.pk for one in numbers(item)]
    copies = redacting.redacted(item, numbers(item), on=TODAY)
    Attachment.objects.filter(pk=one.pk).update(sha256="0" * 64)
    with pytest.raises(NotAllowed, match="重新检查"):
        findings.mask(item.pk, finding_ids=ids, redacted=copies, acting=town.acting("li"))


def test_without_a_copy_nothing_is_settled(town: Town) -> None:
    item, _ = with_file(town, "名册.docx")
    ids = [one.pk for one in numbers(item)]
    with pytest.raises(NotAllowed, match="重新检查"):
        findings.mask(item.pk, finding_ids=ids, acting=town.acting("li"))
    assert queries.masked_findings(item) == []


def test_a_secrecy_mark_waits_for_the_reviewer(town: Town) -> None:
    content = saved(_marked())
    item, _ = with_file(town, "通知.docx", content)
    (mark,) = (one for one in queries.findings_of(item) if one.kind == "secrecy_mark")
    copies = redacting.redacted(item, [mark], on=TODAY)
    with pytest.raises(NotAllowed, match="人工判断"):
        findings.mask(item.pk, finding_ids=[mark.pk], redacted=copies, acting=town.acting("li"))
    findings.decide(mark.pk, decision="mask", basis="已解密", acting=town.acting("sun"))
    findings.mask(item.pk, finding_ids=[mark.pk], redacted=copies, acting=town.acting("li"))
    assert "机密★" not in everything(files.read(item.attachments.get().released.name))


def _marked() -> object:
    document = Document()
    document.add_paragraph("机密★1年")
    document.add_paragraph("通知正文。")
    return document


@pytest.mark.parametrize("who", ["zhao", "wu", "wang", "zheng", "admin"])
def test_nobody_else_covers(town: Town, who: str) -> None:
    item, _ = with_file(town, "名册.docx")
    with pytest.raises(NotAllowed, match="没有“遮盖附件”的权限"):
        covered(town, item, who)


@pytest.mark.parametrize("status", [Status.PUBLISHED, *GONE])
def test_what_is_public_or_gone_is_not_covered(town: Town, status: Status) -> None:
    item, one = with_file(town, "名册.docx")
    found = numbers(item)
    other = in_state(town, status)
    Attachment.objects.filter(pk=one.pk).update(item=other, position=1)
    digest = queries.text_digest(fresh(other))
    Finding.objects.filter(pk__in=[one.pk for one in found]).update(item=other, text_digest=digest)
    with pytest.raises(NotAllowed, match="已公开的附件不能改动"):
        covered(town, fresh(other))


@pytest.mark.parametrize("name", ["link", "description of a picture", "header", "footnote"])
def test_a_number_behind_the_page_goes_too(town: Town, name: str) -> None:
    make, place = planted.WORD_FILES[name]
    item = drafted(town, title="青山镇名册")
    one = attached(town, item, "名册.docx", make())
    drafting.submit(item.pk, acting=town.acting("li"))
    text = Attachment.objects.get(pk=one.pk).text
    (found,) = numbers(fresh(item))
    assert scanning.place_label(found.place, text, found.start) == f"附件1的{place}"

    covered(town, fresh(item))

    after = Attachment.objects.get(pk=one.pk)
    assert NUMBER not in after.text
    assert verify(files.read(after.released.name), [NUMBER]) == ()
