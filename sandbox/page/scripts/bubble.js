// One message as a phone shows it.

import { icon, button, make, unseen } from "./dom.js";
import { time } from "./dates.js";
import { written } from "./text.js";

const HAPPENED = {
  new_chat_members: "Trợ lý đã được thêm vào nhóm",
  migrate_to_chat_id: "Nhóm đã được nâng cấp",
  migrate_from_chat_id: "Nhóm đã được nâng cấp",
};
const WITHOUT_WORDS = { voice: "Tin thoại", sticker: "Nhãn dán", unsupported: "Nội dung trợ lý không nhận được" };
const HUES = 6;

/** `own`: of the phone's owner; `follows`: the same person wrote the one above; `press`, `link`: what is done then. */
export function bubble(message, { own, group, follows, press, link }) {
  if (HAPPENED[message.kind]) return make("p", { class: "message happened", tabindex: "-1" }, make("span", {}, HAPPENED[message.kind]));
  const author = own ? "Tôi" : message.name || "Trợ lý";
  const inside = make("div", { class: "bubble" },
    unseen(`${author}, ${time(message.date)}: `),
    group && !own && !follows ? make("p", { class: `author hue-${hueOf(message)}` }, author) : null,
    message.topic ? make("p", { class: "topic" }, `Chủ đề: ${message.topic}`) : null,
    message.kind === "photo" ? picture(message) : null,
    message.file ? download(message.file) : null,
    words(message, link),
    meta(message));
  const rows = (message.buttons ?? []).map((row) => make("div", { class: "button-row" }, ...row.map((one) => key(message, one, press))));
  return make("article", { class: `message ${own ? "own" : "theirs"}${follows ? " follows" : ""}`, tabindex: "-1" },
    inside, rows.length ? make("div", { class: "buttons" }, ...rows) : null);
}

const hueOf = (message) => (message.from === "bot" ? "assistant" : [...message.from].reduce((sum, one) => sum + one.charCodeAt(0), 0) % HUES);

function words(message, link) {
  const short = WITHOUT_WORDS[message.kind];
  if (message.html) return make("div", { class: "words" }, ...written(message.html, link));
  if (message.kind === "contact") return make("div", { class: "words" }, `Danh thiếp: ${message.phone}`);
  return short ? make("div", { class: "words placeholder" }, short) : null;
}

function meta(message) {
  return make("span", { class: "meta" }, message.edited ? make("span", { class: "edited" }, "đã sửa") : null,
    make("time", {}, time(message.date)));
}

function picture(message) {
  const empty = make("div", { class: "picture-empty" }, icon("picture"), make("span", {}, "Ảnh minh họa"));
  if (!message.photo) return empty;
  const shown = make("img", { class: "picture", src: message.photo, alt: "Ảnh đã gửi", loading: "lazy" });
  const whole = make("a", { class: "whole", href: message.photo, download: "", "aria-label": "Tải ảnh về" }, shown);
  shown.addEventListener("error", () => whole.replaceWith(empty));
  return whole;
}

function download({ name, size, url }) {
  return make("a", { class: "file", href: url, download: name, "aria-label": `Tải về ${name}` },
    make("span", { class: "file-icon" }, icon("document")),
    make("span", { class: "file-words" }, make("span", { class: "file-name" }, name), make("span", { class: "file-size" }, sizeOf(size))));
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} byte`;
  const [number, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kB"] : [bytes / 1024 / 1024, "MB"];
  return `${number.toFixed(number < 10 ? 1 : 0).replace(".", ",")} ${unit}`;
}

function key(message, one, press) {
  const pressed = button(one.text, async () => {
    pressed.setAttribute("aria-busy", "true");
    await press(message.id, one);
    pressed.removeAttribute("aria-busy");
  }, { class: "key" }, make("span", {}, one.text));
  return pressed;
}
