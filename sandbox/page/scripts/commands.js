// The menu of commands that the assistant has set.

import { button, iconButton, make } from "./dom.js";

export class Commands {
  constructor(onchoose) {
    this.onchoose = onchoose;
    this.opener = iconButton("command", "Các lệnh của trợ lý", () => this.#toggle(), { "aria-expanded": "false", hidden: true });
    this.offered = "";
    this.element = make("ul", { class: "commands", hidden: true, onkeydown: (event) => this.#key(event) });
  }

  offer(commands) {
    const offered = JSON.stringify(commands);
    if (offered === this.offered) return;
    this.offered = offered;
    this.opener.hidden = commands.length === 0;
    this.#close();
    this.element.replaceChildren(...commands.map(({ command, description }) =>
      make("li", {}, button(description, () => (this.#close(), this.onchoose(command)), {},
        make("span", { class: "command-words" }, description), make("span", { class: "command-name" }, `/${command}`)))));
  }

  #toggle() {
    this.element.hidden = !this.element.hidden;
    this.opener.setAttribute("aria-expanded", String(!this.element.hidden));
    if (!this.element.hidden) this.element.querySelector("button")?.focus();
  }

  #close() {
    this.element.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  #key(event) {
    if (event.key === "Escape") return this.#close(), this.opener.focus();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...this.element.querySelectorAll("button")];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  }
}
