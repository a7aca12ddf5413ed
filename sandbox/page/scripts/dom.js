// Elements without a template: what people typed only ever becomes text.

const SVG = "http://www.w3.org/2000/svg";

/** An element; properties that start with "on" are listeners, the others attributes (null and false: none). */
export function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) set(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function set(element, name, value) {
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value);
}

export function button(label, onclick, given = {}, ...children) {
  return make("button", { type: "button", onclick, ...given }, ...(children.length ? children : [label]));
}

/** A button that shows an icon; its label is read out and shown as a hint. */
export function iconButton(name, label, onclick, given = {}) {
  return button(label, onclick, { "aria-label": label, title: label, ...given }, icon(name));
}

const PATHS = {
  list: "M4 6.500h16M4 12h16M4 17.500h16",
  choose: "M6.500 9.500l5.500 5.500 5.500-5.500",
  send: "M4.500 12h14M12.500 5.500l6.500 6.500-6.500 6.500",
  attach: "M12 5v14M5 12h14",
  down: "M12 5v13.500M5.500 12.500l6.500 6.500 6.500-6.500",
  close: "M6.500 6.500l11 11M17.500 6.500l-11 11",
  document: "M7 3.500h7l4 4v13H7zM14 3.500v4h4",
  person: "M12 11.500a3.500 3.500 0 1 0-.1 0M4.500 20c.7-4.200 3.500-6 7.500-6s6.800 1.800 7.500 6",
  picture: "M4 5.500h16v13H4zM4 15.500l4.500-4.500 4 4 3-3 4.500 4.500",
  pin: "M9 4.500h6l-.7 6 3.200 3.500h-11l3.200-3.500zM12 14v6",
  more: "M12 5.500v.1M12 12v.1M12 18.500v.1",
  command: "M14.500 5l-5 14",
};

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}

export function unseen(text) {
  return make("span", { class: "unseen" }, text);
}
