// Where a phone's owner writes: words, photos, files, the commands and the keys that the assistant offers.

import { openStart, say, send, sendContact, shareContact } from "./api.js";
import { ask } from "./dialogs.js";
import { button, icon, iconButton, make } from "./dom.js";
import { Commands } from "./commands.js";
import { state } from "./store.js";

const TALLEST = 120; // pixels

export class Composer {
  #file = null;
  #kind = "photo";
  #seat = null;
  #phone = ""; // the number of the owner's phone, once it is known

  constructor(id, onsent) {
    this.onsent = onsent;
    this.input = make("textarea", { id: `${id}-words`, class: "input", rows: "1", placeholder: "Nhắn tin",
      oninput: () => this.#grow(), onkeydown: (event) => this.#key(event), autocomplete: "off", enterkeyhint: "send" });
    this.chooser = make("input", { type: "file", class: "chooser", hidden: true, onchange: () => this.#chosen() });
    this.attach = iconButton("attach", "Gửi ảnh, tệp, danh thiếp", () => this.#toggleKinds(), { "aria-expanded": "false" });
    this.kinds = make("div", { class: "kinds", hidden: true, role: "group", "aria-label": "Gửi gì" },
      button("Ảnh", () => this.#pick("photo", "image/*"), {}, icon("picture"), "Ảnh"),
      button("Tệp", () => this.#pick("document", ""), {}, icon("document"), "Tệp"),
      button("Danh thiếp", () => this.#card(), {}, icon("person"), "Danh thiếp"));
    this.commands = new Commands((command) => this.#send(`/${command}`));
    this.mention = button("@Trợ lý", () => this.#mention(), { class: "mention" });
    this.keys = make("div", { class: "keys" });
    this.fileWords = make("span", { class: "attached-name" });
    this.attached = make("div", { class: "attached", hidden: true }, icon("document"), this.fileWords,
      iconButton("close", "Không gửi tệp này", () => this.#attach(null)));
    this.writer = make("select", { id: `${id}-writer`, class: "field" });
    this.writerLine = make("div", { class: "writer", hidden: true },
      make("label", { for: this.writer.id }, "Nhắn với tên"), this.writer);
    this.submit = iconButton("send", "Gửi", () => this.#submit(), { class: "send" });
    this.start = button("Bắt đầu", () => openStart(this.#seat.owner), { class: "start" });
    this.form = make("div", { class: "composer" }, this.writerLine, this.attached, this.kinds,
      this.commands.element,
      make("div", { class: "composer-row" }, this.attach, this.commands.opener, this.mention,
        make("label", { class: "unseen", for: this.input.id }, "Nhắn tin"), this.input, this.submit), this.keys, this.chooser);
    this.resting = make("p", { class: "resting", hidden: true }, "Câu chuyện đang diễn, mời xem. Diễn xong sẽ nhắn được ở đây.");
    this.element = make("div", { class: "composer-frame" }, this.start, this.form, this.resting);
  }

  focus() {
    (this.start.hidden ? this.input : this.start).focus();
  }

  /** Write from this seat; `chat` is null where nobody has written yet. */
  sit(seat, chat) {
    this.#seat = seat;
    const telegram = seat?.platform === "telegram";
    this.element.hidden = seat === null;
    const started = document.activeElement === this.start;
    this.start.hidden = !telegram || seat.group || (chat?.messages.size ?? 0) > 0;
    this.form.hidden = !this.start.hidden;
    if (started && this.start.hidden) this.input.focus();
    this.mention.hidden = !seat || telegram || !seat.group;
    this.attach.setAttribute("aria-label", telegram ? "Gửi ảnh, tệp, danh thiếp" : "Gửi ảnh");
    this.commands.offer(telegram ? chat?.about.commands ?? [] : []);
    this.#phone = chat?.about.phone ?? "";
    this.#offerKeys(telegram ? chat?.about.keyboard ?? [] : []);
  }

  /** While the story plays nobody writes. */
  rest(resting) {
    this.element.classList.toggle("rests", resting);
    this.resting.hidden = !resting;
  }

  writers(members, current, onchange) {
    this.writerLine.hidden = members.length === 0;
    this.writer.replaceChildren(...members.map(({ id, name }) => make("option", { value: id, selected: id === current }, name)));
    this.writer.onchange = () => onchange(this.writer.value);
  }

  #key(event) {
    const composing = event.isComposing || event.keyCode === 229; // an input method still builds a letter
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.#submit();
  }

  async #submit() {
    const words = this.input.value.trim();
    const file = this.#file;
    if (!words && !file) return;
    this.input.value = "";
    this.#grow();
    this.#attach(null);
    const done = file ? await send(this.#seat, this.#kind, file, words) : await say(this.#seat, words);
    if (!done) this.#giveBack(words, file);
    this.onsent();
    this.input.focus();
  }

  #giveBack(words, file) {
    this.input.value = words;
    this.#attach(file);
  }

  async #send(text) {
    await say(this.#seat, text);
    this.onsent();
    this.input.focus();
  }

  #mention() {
    this.input.value = `@${state.cast.names.zalo} ${this.input.value}`;
    this.input.focus();
  }

  #toggleKinds() {
    if (this.#seat.platform === "zalo") return this.#pick("photo", "image/*");
    this.kinds.hidden = !this.kinds.hidden;
    this.attach.setAttribute("aria-expanded", String(!this.kinds.hidden));
    if (!this.kinds.hidden) this.kinds.querySelector("button").focus();
  }

  #pick(kind, accept) {
    this.#kind = kind;
    this.chooser.accept = accept;
    this.#hideKinds();
    this.chooser.click();
  }

  #hideKinds() {
    this.kinds.hidden = true;
    this.attach.setAttribute("aria-expanded", "false");
  }

  #chosen() {
    this.#attach(this.chooser.files[0] ?? null);
    this.chooser.value = "";
    this.input.focus();
  }

  #attach(file) {
    this.#file = file;
    this.attached.hidden = !file;
    this.fileWords.textContent = file ? file.name : "";
    this.input.placeholder = file ? "Lời kèm theo (nếu có)" : "Nhắn tin";
  }

  #offerKeys(rows) {
    const offered = JSON.stringify(rows);
    if (offered === this.keys.dataset.offered) return;
    this.keys.dataset.offered = offered;
    this.keys.hidden = rows.length === 0;
    this.keys.replaceChildren(...rows.map((row) => make("div", { class: "key-row" }, ...row.map((one) => this.#keyOf(one)))));
  }

  #keyOf(one) {
    const pressed = one.request_contact ? () => this.#share() : () => this.#send(one.text);
    return button(one.text, pressed, { class: "reply-key" });
  }

  async #share() {
    const given = { inputmode: "tel", value: this.#phone };
    const phone = await ask("Chia sẻ số điện thoại", "Số điện thoại của máy này", given);
    if (phone) await shareContact(this.#seat, phone);
  }

  async #card() {
    this.#hideKinds();
    const phone = await ask("Gửi danh thiếp", "Số điện thoại trong danh bạ", { inputmode: "tel" });
    if (phone) await sendContact(this.#seat, phone);
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, TALLEST)}px`;
  }
}
