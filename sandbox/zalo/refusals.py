"""How the pretend Zalo refuses a call; in measured words where there are any."""

from sandbox.errors import ApiError

UNAUTHORIZED = ApiError(401, "Unauthorized")
FORBIDDEN = ApiError(403, "Internal server error")  # the platform's own words for this code
NOT_FOUND = ApiError(404, "Not Found")
TIMEOUT = ApiError(408, "Request timeout")
UNKNOWN_CHAT = ApiError(410, "The chat_id is invalid")
NOT_PERMITTED = ApiError(422, "You are not permitted to send messages to this chat_id")
QUOTA = ApiError(429, "Quota exceeded")
BROKEN_DOWN = ApiError(500, "Internal Server Error")
WEBHOOK_SET = ApiError(
    400, "You cannot use this API while a webhook is set. Please remove the webhook first"
)  # fmt: skip


def refused(words: str) -> ApiError:
    return ApiError(400, words)
