// One phone: whose it is, which platform it shows, and the chat on it.

import { Composer } from "./composer.js";
import { make } from "./dom.js";
import { Head } from "./head.js";
import { followed, pressed } from "./links.js";
import { Log } from "./log.js";
import { more } from "./more.js";
import { Picker } from "./picker.js";
import { PLATFORMS, chatOf, everybody, found, on, state, storyRuns } from "./store.js";
import { Unread } from "./unread.js";

const NOBODY = "Chưa có ai trong hộp cát. Chạy “make demo” để có người và câu chuyện.";
const WAITING = "Đang nối với hộp cát.";
const SOON = "Đang chuẩn bị câu chuyện, xin chờ một lát.";
const NO_GROUP = "Chưa có nhóm nào. Nhóm hiện ở đây khi được lập.";

export class Phone {
  constructor(place, index, role) {
    this.place = place;
    this.index = index;
    this.shown = null; // a person or a group of the cast
    this.platform = "telegram";
    this.writers = {}; // of a group, by platform and key: who writes in it here
    this.chosen = false; // by hand, so that the story does not take it away
    this.onfollow = () => {};
    this.#build(role);
    this.#showNobody(WAITING);
    on("hello", () => (this.shown = null));
    on("cast", () => this.#meet());
    on("chat", (news) => this.#hear(news));
    on("story", () => this.composer.rest(storyRuns()));
    on("story", () => this.shown || this.#meet());
    place.addEventListener("shown", () => this.log.scrollToEnd());
  }

  /** Where the phone's owner sits: everything a deed on it needs. */
  get seat() {
    const group = Boolean(this.shown.members);
    const chat = this.shown[this.platform];
    const account = chatOf(this.platform, chat)?.about.account ?? "";
    return { platform: this.platform, chat, group, owner: group ? this.#writer() : chat, account };
  }

  isAtHomeIn(platform, chat) {
    return this.index > 0 && this.#home()?.[platform] === chat;
  }

  showScene(platform, chat) {
    const one = found(platform, chat);
    if (one && !this.chosen) this.show(one, platform);
  }

  showPerson(id, platform) {
    const one = found(platform, id);
    if (!one) return;
    this.show(one, platform);
    this.place.dispatchEvent(new CustomEvent("wanted"));
    this.composer.focus();
  }

  goHome() {
    if (!this.chosen && this.#home() && this.shown?.key !== this.#home().key) this.show(...this.#first());
  }

  show(one, platform = this.platform) {
    this.platform = one[platform] ? platform : Object.keys(PLATFORMS).find((name) => one[name]);
    this.shown = one;
    this.screen.dataset.look = this.platform;
    this.picker.close();
    this.#head();
    this.log.show(chatOf(this.platform, this.seat.chat), this.seat);
    this.composer.sit(this.seat, chatOf(this.platform, this.seat.chat));
    this.unread.sit(`${this.seat.platform}:${this.seat.chat}`);
  }

  #build(role) {
    this.log = new Log({ press: (message, key) => pressed(this, message, key), link: (address) => followed(address, this) });
    this.head = new Head(role, {
      open: () => this.picker.toggle(),
      turn: (platform) => this.#choose(this.shown, platform),
      else: () => more(this),
      reveal: (id) => this.log.reveal(id),
    });
    this.composer = new Composer(`phone-${this.index}`, () => this.log.scrollToEnd());
    this.picker = new Picker((one) => this.#choose(one, this.platform), this.head.owner);
    this.unread = new Unread(this.place, this.log, (count) => this.#count(count));
    this.screen = make("div", { class: "screen" },
      this.head.top, this.head.pinned, this.log.element, this.composer.element, this.picker.element);
    this.place.setAttribute("aria-label", `Điện thoại: ${role}`);
    this.place.append(make("h2", { class: "unseen" }, role), this.head.above, this.screen);
  }

  #meet() {
    if (!state.cast) return;
    const fresh = this.shown && everybody().find((one) => one.key === this.shown.key);
    if (fresh) return (this.shown = fresh), this.#head();
    const [one, platform] = this.#first();
    if (one) this.show(one, platform);
    else this.#showNobody(state.cast.people.length ? NO_GROUP : this.#nobody());
  }

  /** What stands here at first: as the program says, else people before groups. */
  #first() {
    const [platform, id] = state.cast.phones[this.index] ?? [];
    if (found(platform, id)) return [found(platform, id), platform];
    const some = this.index === 2 ? state.cast.groups[0] : state.cast.people[this.index];
    return [some ?? null, "telegram"];
  }

  #home() {
    return state.cast ? this.#first()[0] : null;
  }

  #choose(one, platform) {
    this.chosen = this.shown?.key !== one.key || this.chosen;
    this.show(one, platform);
  }

  #head() {
    this.screen.classList.remove("nobodys");
    this.head.show(this.shown, this.platform);
    this.head.pin(this.seat, (message) => this.log.preview(message));
    this.composer.writers(this.shown.members ? this.#members() : [], this.seat.owner, (id) => this.#write(id));
  }

  #nobody() {
    return state.story.state === "preparing" ? SOON : NOBODY;
  }

  #showNobody(sentence) {
    this.screen.classList.add("nobodys");
    this.head.showNobody();
    this.composer.sit(null, null);
    this.log.showNobody(sentence);
  }

  #members() {
    return this.shown.members[this.platform].map((id) => ({ id, name: found(this.platform, id)?.name ?? id }));
  }

  #writer() {
    const members = this.shown.members[this.platform];
    return this.writers[`${this.platform}:${this.shown.key}`] ?? members[0] ?? "";
  }

  #write(id) {
    this.writers[`${this.platform}:${this.shown.key}`] = id;
    this.show(this.shown, this.platform);
  }

  #hear(news) {
    if (!this.shown || news.key !== `${this.platform}:${this.seat.chat}`) return;
    const { seen } = this.unread;
    this.log.hear(news, this.seat);
    this.unread.hear(news, seen);
    this.composer.sit(this.seat, news.kept);
    this.head.pin(this.seat, (message) => this.log.preview(message));
  }

  #count(count) {
    this.head.count(count);
    this.place.dispatchEvent(new CustomEvent("unread", { detail: count }));
  }
}
