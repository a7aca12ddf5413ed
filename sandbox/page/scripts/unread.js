// What has arrived on a phone that nobody was looking at.

import { on, storyRuns } from "./store.js";

const READ_AFTER = 1500; // milliseconds in view of somebody

export class Unread {
  #waiting = new Map(); // by chat: how many
  #key = "";

  constructor(place, log, onchange) {
    this.place = place;
    this.log = log;
    this.onchange = onchange;
    on("hello", () => this.#waiting.clear());
    place.addEventListener("focusin", () => this.#look());
    log.element.addEventListener("scrolled", () => this.#look());
    window.addEventListener("focus", () => this.#look());
  }

  /** The phone shows this chat now. */
  sit(key) {
    this.#key = key;
    this.#show();
  }

  /** News of the chat that is shown, which stands there by now; `seen`: somebody had its end before them. */
  hear({ key, added }, seen) {
    if (storyRuns() || seen) return;
    const own = this.log.owner;
    const arrived = added.filter((message) => message.from !== own);
    if (!arrived.length) return;
    if (!this.#waiting.get(key)) this.log.markNew(arrived[0].id);
    this.#waiting.set(key, (this.#waiting.get(key) ?? 0) + arrived.length);
    this.#show();
  }

  /** Somebody sits at this phone and has its newest messages before them. */
  get seen() {
    return document.hasFocus() && this.place.contains(document.activeElement) && this.log.atEnd;
  }

  #look() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.seen || !this.#waiting.get(this.#key)) return;
      this.#waiting.delete(this.#key);
      this.log.markNew("");
      this.#show();
    }, READ_AFTER);
  }

  #show() {
    const count = this.#waiting.get(this.#key) ?? 0;
    this.log.count(count);
    this.onchange(count);
  }
}
