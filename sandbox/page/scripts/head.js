// The head of a phone: whose it is, on which platform, and the top of the chat with what is pinned in it.

import { button, icon, iconButton, make } from "./dom.js";
import { avatar } from "./picker.js";
import { PLATFORMS, chatOf, state } from "./store.js";
import { mark } from "./tabs.js";

export class Head {
  #pinnedId = "";

  /** `deeds`: `open` the list of people, `turn` to a platform, do something `else`, `reveal` a message. */
  constructor(role, deeds) {
    this.role = role;
    this.owner = button("", deeds.open, { class: "owner", "aria-haspopup": "true" });
    this.badge = make("span", { class: "badge", hidden: true });
    this.switches = Object.entries(PLATFORMS).map(([platform, label]) =>
      button(label, () => deeds.turn(platform), { class: "switch", "data-platform": platform }));
    this.title = make("div", { class: "top-title" });
    this.pinned = button("", () => deeds.reveal(this.#pinnedId), { class: "pinned", hidden: true });
    this.above = make("div", { class: "slot-head" }, this.owner,
      make("div", { class: "switches", role: "group", "aria-label": "Nền tảng" }, ...this.switches));
    this.top = make("div", { class: "top" }, this.title, iconButton("more", "Việc khác trên máy này", deeds.else));
  }

  show(one, platform) {
    this.owner.disabled = false;
    this.owner.replaceChildren(avatar(one), this.#named(one.name), this.badge, icon("choose"));
    this.owner.setAttribute("aria-label", `${this.role}, ${one.name}: chọn điện thoại hoặc nhóm khác`);
    for (const turn of this.switches) {
      turn.disabled = !one[turn.dataset.platform];
      turn.setAttribute("aria-pressed", String(turn.dataset.platform === platform));
    }
    const name = one.members ? one.name : state.cast.names[platform];
    const about = one.members ? `${one.members[platform].length} thành viên` : "tài khoản tự động";
    this.title.replaceChildren(avatar(one.members ? one : { name, assistant: true }),
      make("div", { class: "top-words" }, make("p", { class: "top-name" }, name),
        make("p", { class: "top-about" }, `${about}, trên ${PLATFORMS[platform]}`)));
  }

  showNobody() {
    this.owner.disabled = true;
    this.owner.replaceChildren(this.#named("Chưa có ai"));
    for (const turn of this.switches) turn.disabled = true;
  }

  /** What is pinned in this chat, shown by `preview`. */
  pin(seat, preview) {
    const chat = chatOf(seat.platform, seat.chat);
    this.#pinnedId = chat?.about.pinned ?? "";
    const message = chat?.messages.get(this.#pinnedId);
    this.pinned.hidden = !message;
    if (message) this.pinned.replaceChildren(icon("pin"), make("span", { class: "pinned-words" },
      make("b", {}, "Tin được ghim"), make("span", {}, preview(message))));
  }

  count(unread) {
    mark(this.badge, unread);
  }

  #named(name) {
    return make("span", { class: "owner-words" }, make("span", { class: "owner-role" }, this.role),
      make("span", { class: "owner-name" }, name));
  }
}
