"""How the pretend Zalo refuses a call; in measured words where there are any. Made anew each time they are raised."""

from collections.abc import Callable
from functools import partial

from sandbox.errors import ApiError

Refusal = Callable[[], ApiError]

unauthorized: Refusal = partial(ApiError, 401, "Unauthorized")
forbidden: Refusal = partial(ApiError, 403, "Internal server error")  # the platform's own words for this code
not_found: Refusal = partial(ApiError, 404, "Not Found")
timed_out: Refusal = partial(ApiError, 408, "Request timeout")
unknown_chat: Refusal = partial(ApiError, 410, "The chat_id is invalid")
not_permitted: Refusal = partial(ApiError, 422, "You are not permitted to send messages to this chat_id")
quota_exceeded: Refusal = partial(ApiError, 429, "Quota exceeded")
broken_down: Refusal = partial(ApiError, 500, "Internal Server Error")


def refused(words: str) -> ApiError:
    return ApiError(400, words)


def webhook_set() -> ApiError:
    return refused("You cannot use this API while a webhook is set. Please remove the webhook first")
