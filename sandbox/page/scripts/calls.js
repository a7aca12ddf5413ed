// Every call of the Bot APIs, newest last.

import { make } from "./dom.js";
import { exactTime } from "./dates.js";
import { PLATFORMS, found, on } from "./store.js";

const MOST = 300; // lines that are kept

export function callList() {
  const lines = new Map();
  const list = make("ol", { class: "calls", tabindex: "0", "aria-label": "Các lời gọi, mới nhất ở cuối" });
  const polls = make("input", { type: "checkbox", onchange: () => list.classList.toggle("with-polls", polls.checked) });
  const empty = make("p", { class: "empty" }, "Chưa có lời gọi nào.");

  new ResizeObserver(() => (list.scrollTop = list.scrollHeight)).observe(list);
  on("hello", () => (lines.clear(), list.replaceChildren(), (empty.hidden = false)));
  on("calls", (calls) => {
    const stays = list.scrollHeight - list.scrollTop - list.clientHeight > 40;
    for (const call of calls) put(call);
    if (!stays) list.scrollTop = list.scrollHeight;
  });

  function put(call) {
    const line = shown(call);
    const old = lines.get(call.seq);
    if (old) old.replaceWith(line);
    else list.append(line);
    lines.set(call.seq, line);
    empty.hidden = true;
    if (lines.size > MOST) drop(lines.keys().next().value);
  }
  function drop(seq) {
    lines.get(seq).remove();
    lines.delete(seq);
  }
  return make("div", { class: "call-part" }, make("label", { class: "check" }, polls, "Hiện cả các lượt chờ tin"), empty, list);
}

function shown(call) {
  const place = found(call.platform, call.chat)?.name ?? call.chat;
  const waits = call.method === "getUpdates" && !call.received && call.state !== "refused" && call.state !== "fault";
  return make(
    "li",
    { class: `call call-${call.state}${waits ? " call-poll" : ""}` },
    make("div", { class: "call-head" },
      make("code", { class: "call-method" }, call.method),
      make("span", { class: "call-platform" }, PLATFORMS[call.platform]),
      make("time", {}, exactTime(call.at))),
    make("p", { class: "call-outcome" }, outcome(call)),
    place ? make("p", { class: "call-place" }, place) : null,
    call.params ? make("p", { class: "call-params" }, call.params) : null,
  );
}

function outcome(call) {
  if (call.state === "open") return "Đang chờ trả lời";
  if (call.state === "fault") return `Sự cố đã đặt: ${call.why}`;
  if (call.state === "refused") return `Bị từ chối: ${call.why}`;
  if (call.method !== "getUpdates") return "Được";
  return call.received ? `Nhận ${call.received} tin` : "Không có tin mới";
}
