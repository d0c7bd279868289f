"""What came back to a move: what the bot decided, and what the person sees of it on the channel."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.answer import KnownDate
from bot.engine.reply import Reply
from bot.render.plain import numbered_choices, plain


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a reply. ``payload`` is what the channel sends when it is pressed; only its player reads it."""

    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as heard on a channel.

    ``shown`` is all of its text without the buttons, as the channel shows it; ``picker`` the field whose day can be picked.
    ``text`` is what the person said, masked. The rest is as in ``kigen ask --json`` (conversation.md); ``reasons`` are the rules
    that were applied, in words; ``known`` the person's dates that were used.
    """

    text: str
    topic: str | None
    answer: str | None
    states: tuple[str, ...]
    asks: str | None
    also: str | None
    choices: tuple[str, ...]
    sources: tuple[str, ...]
    masked: bool
    shown: str
    buttons: tuple[Button, ...]
    picker: str | None
    reasons: tuple[str, ...] = ()
    known: tuple[KnownDate, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the buttons."""
        return tuple(button.label for button in self.buttons)


def said(reply: Reply, shown: str, buttons: tuple[Button, ...], picker: str | None) -> Said:
    """A reply of the engine, as a channel shows it."""
    about = reply.as_dict()
    answer = reply.answer
    return Said(
        text=reply.text,
        topic=answer.topic,
        answer=about["answer"],
        states=answer.states,
        asks=answer.asks,
        also=answer.also,
        choices=tuple(choice.topic for choice in answer.choices),
        sources=tuple(source.title for source in answer.sources),
        masked=reply.masked,
        shown=shown,
        buttons=buttons,
        picker=picker,
        reasons=answer.reasons,
        known=answer.known,
    )


def said_plainly(reply: Reply) -> Said:
    """A reply of the engine as plain text, its buttons leading to topics."""
    answer = reply.answer
    shown = "\n".join(part for part in (plain(answer), numbered_choices(answer)) if part)
    buttons = tuple(Button(choice.label, choice.topic) for choice in (*answer.choices, *answer.next_steps))
    return said(reply, shown, buttons, answer.asks)
