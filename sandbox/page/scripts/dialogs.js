// Short notices, and questions that wait for an answer.

import { button, make } from "./dom.js";

const SHOWN_FOR = 4000; // milliseconds

export function toast(text) {
  const shown = make("p", { class: "toast" }, text);
  document.querySelector(".toasts").append(shown);
  setTimeout(() => shown.remove(), SHOWN_FOR);
}

/** Shows a text until it is closed. */
export function alertBox(text) {
  return open("Thông báo của trợ lý", [make("p", { class: "dialog-text" }, text)], [["Đã rõ", true]]);
}

/** Which of the options ([label, value] each), or null. */
export function choose(title, options, empty = "") {
  const none = options.length ? [] : [make("p", { class: "dialog-text" }, empty)];
  return open(title, none, [...options, ["Đóng", null]]);
}

/** A line that is typed, or null. */
export function ask(title, label, given = {}) {
  const input = make("input", { id: "asked", class: "field", ...given });
  const asked = open(title, [make("label", { for: "asked" }, label), input], [["Gửi", true], ["Đóng", null]]);
  return asked.then((answer) => (answer && input.value.trim() ? input.value.trim() : null));
}

function open(title, content, choices) {
  return new Promise((answered) => {
    let answer = null;
    const buttons = choices.map(([label, value]) => button(label, () => ((answer = value), box.close())));
    const box = make(
      "dialog",
      { class: "dialog", "aria-labelledby": "dialog-title" },
      make("h2", { id: "dialog-title" }, title),
      ...content,
      make("div", { class: "dialog-choices" }, ...buttons),
    );
    box.addEventListener("close", () => (box.remove(), answered(answer)));
    document.body.append(box);
    box.showModal();
  });
}
