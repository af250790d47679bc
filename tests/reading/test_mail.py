"""E-mail: a newsletter or a forwarded article, and messages made to do harm."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from bilat.errors import InputError
from bilat.reading.pages.page import clean, load

TEXT = "China abstained on the resolution on Crimea, Ann Lee, an analyst, said on Monday.\n\nIndia abstained as well.\n"
HTML = f"<html><body><article><p>{TEXT.split(chr(10))[0]}</p><p>India abstained as well, for reasons of its own.</p></article></body></html>"


def message(subject="Votes on Crimea", day="Tue, 01 Apr 2014 09:30:00 +0000"):
    mail = EmailMessage()
    mail["From"] = "Ann Lee <lee@example.org>"
    mail["To"] = "readers@example.org"
    mail["Subject"] = subject
    if day:
        mail["Date"] = day
    return mail


def test_plain_part_subject_sender_and_day(tmp_path):
    mail = message()
    mail.set_content(TEXT)
    mail.add_alternative(HTML, subtype="html")
    mail.add_attachment(
        b"\x00\x01binary" * 50, maintype="application", subtype="octet-stream", filename="../../x.bin"
    )
    file = tmp_path / "news.eml"
    file.write_bytes(mail.as_bytes())
    page = load(file)
    assert page.title == "Votes on Crimea"
    assert page.author == "Ann Lee"
    assert page.date.isoformat() == "2014-04-01"
    assert page.text.startswith("China abstained on the resolution")
    assert "binary" not in page.text
    assert [p.name for p in tmp_path.iterdir()] == ["news.eml"], "an attachment is never written"


def test_only_html_and_transfer_encodings():
    for encoding in ("base64", "quoted-printable"):
        mail = message("=?utf-8?B?VMO8cmtpeWUgYWJzdGFpbnM=?=")
        mail.set_content(HTML, subtype="html", cte=encoding)
        page = clean(mail.as_bytes())
        assert "China abstained on the resolution" in page.text
        assert "<p>" not in page.text


def test_an_encoded_subject_and_a_message_without_a_day():
    raw = message(day=None).as_string().replace("Votes on Crimea", "=?utf-8?B?VMO8cmtpeWUgYWJzdGFpbnM=?=")
    page = clean(raw.rstrip("\n") + "\nDate: not a day\nMIME-Version: 1.0\n\n" + TEXT)
    assert page.title == "Türkiye abstains"
    assert page.date is None


def _nested(levels):
    head = "From: a@b.example\nSubject: x\nDate: Tue, 01 Apr 2014 09:30:00 +0000\nMIME-Version: 1.0\n"
    body = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels))
    return head + body + "Content-Type: text/plain\n\n" + TEXT


@pytest.mark.parametrize(
    "raw",
    [
        _nested(50),
        _nested(3000),
        message().as_string().rstrip("\n") + "\nContent-Type: text/plain; charset=nosuch\n\n" + TEXT,
        message().as_string().rstrip("\n") + "\nContent-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-",
        message().as_string().rstrip("\n") + "\nContent-Type: message/external-body; access-type=local-file; name=/etc/passwd\n\nx",
        message().as_string().rstrip("\n") + "\nContent-Transfer-Encoding: base64\nContent-Type: text/plain\n\n" + "=" * 5000,
        message("x" * 200_000).as_string(),
        message().as_string().rstrip("\n") + "\nContent-Type: " + "a" * 100_000 + "\n\n" + TEXT,
        "From: " + "(" * 20_000 + "\nSubject: x\nDate: " + "(" * 20_000 + "\nMIME-Version: 1.0\n\n" + TEXT,
    ],
    ids=["nested", "very nested", "charset", "utf-7", "external", "base64", "subject", "type", "comments"],
)  # fmt: skip
def test_hostile_messages_end_in_a_page_or_a_plain_error(raw, within):
    try:
        with within(5):
            page = clean(raw, content_type="message/rfc822")
    except InputError as exc:
        assert exc.hint
    else:
        assert page.text
        assert "root:" not in page.text
