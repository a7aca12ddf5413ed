// The list of people and groups whose phone can be shown.

import { button, make } from "./dom.js";
import { PLATFORMS, everybody } from "./store.js";

const HUES = 6;

/** The picture of somebody: two letters on a colour that is always the same. */
export function avatar(one) {
  const words = one.name.split(/[\s-]+/).filter(Boolean);
  const letters = one.assistant ? "TĐ" : [...words.slice(-2)].map((word) => word[0]).join("").toUpperCase();
  const hue = one.assistant ? "assistant" : [...one.name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % HUES;
  return make("span", { class: `avatar hue-${hue}${one.members ? " of-group" : ""}`, "aria-hidden": "true" }, letters);
}

export class Picker {
  constructor(onchoose, opener) {
    this.opener = opener;
    this.onchoose = onchoose;
    this.list = make("ul", { class: "picker-list" });
    this.element = make("div", { class: "picker", hidden: true, onkeydown: (event) => this.#key(event) },
      make("div", { class: "picker-head" }, make("p", {}, "Chọn điện thoại hoặc nhóm")), this.list);
    this.close();
  }

  toggle() {
    if (!this.element.hidden) return this.close();
    this.list.replaceChildren(...everybody().map((one) => this.#row(one)));
    this.element.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.list.querySelector("button")?.focus();
  }

  close() {
    this.element.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  #row(one) {
    const where = Object.keys(PLATFORMS).filter((platform) => one[platform]);
    const kind = one.members ? "Nhóm" : "Máy";
    const choose = () => (this.onchoose(one), this.opener.focus());
    return make("li", {}, button(one.name, choose, { class: "picker-row" }, avatar(one),
      make("span", { class: "picker-words" }, make("span", { class: "picker-name" }, one.name),
        make("span", { class: "picker-about" }, `${kind} trên ${where.map((name) => PLATFORMS[name]).join(" và ")}`))));
  }

  #key(event) {
    if (event.key === "Escape") return this.close(), this.opener.focus();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [...this.list.querySelectorAll("button")];
    rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length]?.focus();
  }
}
