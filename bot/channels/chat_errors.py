"""Errors of the chat API: one form for all, with a sentence that may be shown to the person."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

_CODE_OF_STATUS = {401: "expired", 413: "too_long", 429: "rate_limited", 503: "unavailable"}
_SENTENCE_OF_STATUS = {
    404: "お探しのものは見つかりませんでした。",
    405: "この操作はできません。",
    408: "送信に時間がかかりすぎたため、受け取れませんでした。もう一度お送りください。",
    413: "送られた内容が長すぎます。短くして送り直してください。",
    422: "送られた内容を読めませんでした。形を確かめてください。",
    503: "すみません、いまお答えを出せませんでした。少し待ってもう一度お試しください。",
}


class ChatError(Exception):
    """Ends a request; ``message`` is a sentence for the person, ``retry_after`` in seconds."""

    def __init__(self, status: int, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after = retry_after

    @classmethod
    def expired(cls) -> ChatError:
        """The session is over or was never ours."""
        return cls(401, "しばらく時間がたったため、会話を終わりました。新しい会話でお答えします。")

    @classmethod
    def rate_limited(cls, retry_after: int) -> ChatError:
        """Too many requests within a minute."""
        return cls(429, "続けてたくさん送られたため、少しお休みしています。1分ほど待って、もう一度お送りください。", retry_after)

    @classmethod
    def crowded(cls, retry_after: int) -> ChatError:
        """More at once than can be answered soon."""
        return cls(503, "ただいま混み合っています。少し待って、もう一度お送りください。", retry_after)

    @classmethod
    def too_long(cls) -> ChatError:
        """Longer than the API takes at all."""
        return cls(413, _SENTENCE_OF_STATUS[413])


def error_body(status: int, message: str, request_id: str, retry_after: int | None = None) -> dict[str, Any]:
    """The body of an error of the chat API."""
    code = _CODE_OF_STATUS.get(status, "bad_request")
    return {"error": {"code": code, "message": message, "retry_after": retry_after}, "request_id": request_id}


def sentence_of(status: int) -> str:
    """What is said of a status."""
    return _SENTENCE_OF_STATUS.get(status, _SENTENCE_OF_STATUS[422] if status < 500 else _SENTENCE_OF_STATUS[503])


def register(app: FastAPI) -> None:
    """Give every error of the application this form."""
    app.add_exception_handler(ChatError, _chat_error)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http_error)


async def _chat_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ChatError)
    return _response(request, error.status, error.message, error.retry_after)


async def _unreadable(request: Request, error: Exception) -> JSONResponse:
    return _response(request, 422, sentence_of(422))


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    response = _response(request, error.status_code, sentence_of(error.status_code))
    response.headers.update(error.headers or {})
    return response


def _response(request: Request, status: int, message: str, retry_after: int | None = None) -> JSONResponse:
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else None
    return JSONResponse(error_body(status, message, request.state.request_id, retry_after), status, headers)
