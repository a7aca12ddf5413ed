// On a small screen one phone at a time.

import { button, make } from "./dom.js";

export function tabs(place, labels, screens) {
  const all = labels.map((label, index) =>
    button(label, () => show(index), { role: "tab", "aria-controls": screens[index].id, class: "tab" },
      make("span", { class: "tab-label" }, label), make("span", { class: "badge", hidden: true })),
  );
  place.append(...all);
  place.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (all.indexOf(document.activeElement) + step + all.length) % all.length;
    show(next);
    all[next].focus();
  });

  function show(index) {
    all.forEach((tab, number) => {
      tab.setAttribute("aria-selected", String(number === index));
      tab.tabIndex = number === index ? 0 : -1;
      screens[number].classList.toggle("chosen", number === index);
    });
    screens[index].dispatchEvent(new CustomEvent("shown"));
  }
  screens.forEach((screen, index) => {
    screen.addEventListener("unread", ({ detail }) => mark(all[index].querySelector(".badge"), detail));
    screen.addEventListener("wanted", () => show(index));
  });
  show(0);
}

export function mark(badge, count) {
  badge.hidden = count === 0;
  badge.textContent = count > 99 ? "99+" : String(count);
  badge.setAttribute("aria-label", `${count} tin mới`);
}
