// The words of a message: the sandbox's HTML, copied tag by tag into what is known to be harmless.

import { make } from "./dom.js";

const TAGS = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);
const COLOURS = /^c_[0-9a-f]{6}$/;

/** Nodes for a piece of HTML. `onlink` gets the address of a link that was followed. */
export function written(html, onlink) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) => copied(node, onlink));
}

function copied(node, onlink) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  const inside = [...node.childNodes].map((child) => copied(child, onlink));
  if (TAGS.has(node.tagName)) return make(node.tagName, {}, ...inside);
  if (node.tagName === "A") return link(node.getAttribute("href") ?? "", inside, onlink);
  if (node.tagName === "TG-SPOILER") return make("span", { class: "spoiler", tabindex: "0" }, ...inside);
  return make("span", { class: COLOURS.test(node.className) ? node.className : null }, ...inside);
}

function link(address, inside, onlink) {
  if (!/^(https?|tg):/i.test(address)) return make("span", {}, ...inside);
  const follow = (event) => {
    event.preventDefault();
    onlink(address);
  };
  return make("a", { href: address, rel: "noopener noreferrer", onclick: follow }, ...inside);
}

/** The words alone, on one line, for previews. */
export function plain(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return parsed.body.textContent.replace(/\s+/g, " ").trim();
}
