// The messages of one chat, oldest first, with their days; changed ones are put in place of the old.

import { bubble } from "./bubble.js";
import { button, icon, make } from "./dom.js";
import { capital, day, sameDay } from "./dates.js";
import { plain } from "./text.js";

const NEAR = 48; // pixels from the end that still count as being there
const HOW = "Tin nhắn. Dùng phím mũi tên lên, xuống để đọc từng tin; phím Tab để tới các nút của tin đang đọc";

export class Log {
  #items = new Map(); // by the message's id: its element
  #current = null;

  constructor(deeds) {
    this.deeds = deeds;
    this.owner = "";
    this.list = make("div", { class: "log-list" });
    this.new = make("p", { class: "new-line" }, make("span", {}, "Tin mới"));
    this.downCount = make("span", { class: "down-count" });
    this.down = button("", () => this.scrollToEnd(), { class: "down", hidden: true, "aria-label": "Tới tin mới nhất" },
      this.downCount, icon("down"));
    this.scroller = make("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0", "aria-label": HOW,
      onkeydown: (event) => this.#key(event), onfocusin: (event) => this.#enter(event),
      onscroll: () => this.#scrolled() }, this.list);
    this.element = make("div", { class: "log-frame" }, this.scroller, this.down);
    this.follows = true; // what is new, until somebody scrolls up
    this.anchor = ""; // the message whose beginning is kept in view; else the end is
    this.top = 0;
    this.counted = 0;
    const resized = new ResizeObserver(() => this.follows && this.#settle());
    resized.observe(this.scroller);
    resized.observe(this.list);
  }

  get atEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR;
  }

  show(chat, seat) {
    this.owner = seat.owner;
    this.group = seat.group;
    this.#items.clear();
    this.#current = null;
    this.#empty("Chưa có tin nhắn nào.");
    if (chat) this.#add([...chat.messages.values()]);
    this.scrollToEnd();
  }

  showNobody(sentence) {
    this.#items.clear();
    this.#empty(sentence);
  }

  #empty(sentence) {
    this.list.replaceChildren(make("p", { class: "log-empty" }, sentence));
  }

  hear({ changed, gone, added, kept }, seat) {
    if (!this.#items.size) return this.show(kept, seat);
    for (const id of gone) this.#drop(id);
    for (const message of changed) if (this.#items.has(message.id)) this.#replace(message);
    this.#add(added);
    if (added.length) this.anchor = added[0].id;
    if (this.follows) this.#settle();
    this.#announce(added);
  }

  /** Put the line “Tin mới” above that message; nowhere for none. */
  markNew(id) {
    const item = this.#items.get(id);
    if (item) item.before(this.new);
    else this.new.remove();
  }

  /** How many are unread; the button to the newest shows it, and that one is not there. */
  count(count) {
    this.counted = count;
    this.down.hidden = this.atEnd;
    this.downCount.textContent = count ? `${count} tin mới` : "";
  }

  reveal(id) {
    const item = this.#items.get(id);
    if (item) this.#focus(item);
  }

  scrollToEnd() {
    this.follows = true;
    this.anchor = "";
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.count(this.counted);
  }

  preview(message) {
    return plain(message.html) || message.file?.name || "Ảnh";
  }

  #scrolled() {
    const { scrollTop } = this.scroller;
    if (this.atEnd) this.follows = true;
    else if (scrollTop < this.top) this.follows = false;
    this.top = scrollTop;
    this.count(this.counted);
    this.element.dispatchEvent(new Event("scrolled"));
  }

  #add(messages) {
    for (const message of messages) {
      const before = this.#last;
      if (!before || !sameDay(before.date, message.date)) this.list.append(this.#day(message.date));
      const item = this.#item(message, before && sameDay(before.date, message.date) && before.from === message.from);
      this.list.append(item);
      this.#items.set(message.id, item);
      this.#last = message;
    }
    if (messages.length) this.#makeCurrent([...this.#items.values()].at(-1));
    this.list.querySelector(".log-empty")?.toggleAttribute("hidden", this.#items.size > 0);
  }

  #lastMessage = null;
  get #last() {
    return this.#items.size ? this.#lastMessage : null;
  }
  set #last(message) {
    this.#lastMessage = message;
  }

  #day(date) {
    return make("p", { class: "day" }, make("span", {}, capital(day(date))));
  }

  #item(message, follows) {
    const item = bubble(message, { own: message.from === this.owner, group: this.group, follows, ...this.deeds });
    item.dataset.id = message.id;
    for (const target of targets(item)) target.tabIndex = -1;
    return item;
  }

  #replace(message) {
    const old = this.#items.get(message.id);
    const item = this.#item(message, old.classList.contains("follows"));
    const focused = old.contains(document.activeElement);
    const current = old === this.#current;
    old.replaceWith(item);
    this.#items.set(message.id, item);
    if (current) this.#makeCurrent(item);
    if (focused) (targets(item)[0] ?? item).focus({ preventScroll: true });
  }

  #drop(id) {
    this.#items.get(id)?.remove();
    this.#items.delete(id);
  }

  /** The current message's buttons and links are in the order of tabs; those of the others are not. */
  #makeCurrent(item) {
    for (const target of this.#current ? targets(this.#current) : []) target.tabIndex = -1;
    this.#current = item;
    for (const target of targets(item)) target.tabIndex = 0;
  }

  #focus(item) {
    this.#makeCurrent(item);
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  #enter(event) {
    const item = event.target.closest?.(".message");
    if (item && item !== this.#current) this.#makeCurrent(item);
  }

  #key(event) {
    const items = [...this.#items.values()];
    const at = document.activeElement === this.scroller ? items.length : items.indexOf(this.#current);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined || !items.length) return;
    event.preventDefault();
    this.#focus(items[Math.min(Math.max(next, 0), items.length - 1)]);
  }

  /** Show the end, or of what came last as much as fits, from its beginning. */
  #settle() {
    const end = this.scroller.scrollHeight - this.scroller.clientHeight;
    const item = this.#items.get(this.anchor);
    this.scroller.scrollTop = item ? Math.max(0, Math.min(end, item.offsetTop - 16)) : end;
    this.top = this.scroller.scrollTop;
    this.count(this.counted);
  }

  #announce(added) {
    const words = added.filter((one) => one.from !== this.owner).map((one) => `${one.name || "Trợ lý"}: ${this.preview(one)}`);
    if (words.length) document.getElementById("announcer").textContent = words.join("\n");
  }
}

const targets = (item) => [...item.querySelectorAll("button, a, .spoiler")];
