"""Emails over a real SMTP line: what arrives, and what is told of each way in which it does not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.delivery.smtp import EmailNotSent, EmailRefused, EmailUncertain, Smtp
from storage.emails import Email
from tests.mailbox import PASSWORD, USER, mail_server

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SENDER = "Voices <voices@example.org>"
EMAIL = Email("one", None, "code", "ana@example.org", "A note from Voices", "Grüße, 123456\n", "https://v.example/s", 0)


def test_what_arrives_says_who_sent_it_and_how_to_end_it() -> None:
    with mail_server() as mailbox:
        Smtp.at(mailbox.url, SENDER).send(EMAIL, NOW)
    (message,) = mailbox.got
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, "ana@example.org", "A note from Voices")
    assert message["Message-ID"] == "<one@example.org>"
    assert message["List-Unsubscribe"] == "<https://v.example/s>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == ["Grüße, 123456"]
    assert message.get_content_type() == "text/plain"


def test_a_server_that_asks_for_a_name_and_password_is_given_them() -> None:
    with mail_server(signs_in=True) as mailbox:
        rest = f"127.0.0.1:{mailbox.port}"
        Smtp.at(f"smtp://{USER}:{PASSWORD.replace('/', '%2F')}@{rest}", SENDER).send(EMAIL, NOW)
        with pytest.raises(EmailNotSent, match="sign_in_refused"):
            Smtp.at(f"smtp://{USER}:wrong@{rest}", SENDER).check()
        with pytest.raises(EmailNotSent, match="refused_530"):
            Smtp.at(f"smtp://{rest}", SENDER).send(EMAIL, NOW)
    assert len(mailbox.got) == 1


def test_a_mailbox_that_does_not_exist_is_for_good_and_a_busy_server_is_not() -> None:
    with mail_server() as mailbox:
        smtp = Smtp.at(mailbox.url, SENDER)
        mailbox.nobody.add("ana@example.org")
        with pytest.raises(EmailRefused, match="refused_550"):
            smtp.send(EMAIL, NOW)
        mailbox.nobody.clear()
        mailbox.busy = True
        with pytest.raises(EmailNotSent, match="refused_451") as trouble:
            smtp.send(EMAIL, NOW)
        assert not isinstance(trouble.value, EmailRefused)
    assert mailbox.got == []


def test_nobody_there_and_no_encryption_were_surely_not_sent() -> None:
    with mail_server() as mailbox:
        with pytest.raises(EmailNotSent, match=r"certificate|no_connection"):
            Smtp.at(f"smtps://127.0.0.1:{mailbox.port}", SENDER).check()
        open_line = Smtp("smtp", "localhost.localdomain", mailbox.port, "", "", SENDER)
    with pytest.raises(EmailNotSent, match="no_connection"):
        Smtp.at(mailbox.url, SENDER).check()
    assert open_line.password not in repr(open_line) or open_line.password == ""


def test_a_line_that_breaks_after_the_words_is_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    import smtplib

    def breaks(self: smtplib.SMTP, message: bytes) -> tuple[int, bytes]:
        raise TimeoutError

    with mail_server() as mailbox:
        monkeypatch.setattr(smtplib.SMTP, "data", breaks)
        with pytest.raises(EmailUncertain):
            Smtp.at(mailbox.url, SENDER).send(EMAIL, NOW)


def test_the_password_is_in_no_text_of_it() -> None:
    assert "s3cret" not in repr(Smtp.at("smtps://voices:s3cret@mail.example.org", SENDER))
