// The side panel: the calls, and the faults.

import { button, make } from "./dom.js";
import { callList } from "./calls.js";
import { faultForm } from "./faults.js";

const PARTS = [["Lời gọi API", callList], ["Sự cố", faultForm]];

export function panel(place, toggle) {
  const parts = PARTS.map(([, build], index) => make("div", { class: "part", id: `part-${index}`, role: "tabpanel" }, build()));
  const heads = PARTS.map(([label], index) =>
    button(label, () => show(index), { role: "tab", class: "part-head", "aria-controls": `part-${index}` }));
  place.append(make("div", { class: "part-heads", role: "tablist", "aria-label": "Lời gọi API và sự cố" }, ...heads), ...parts);

  function show(index) {
    heads.forEach((head, number) => head.setAttribute("aria-selected", String(number === index)));
    parts.forEach((part, number) => (part.hidden = number !== index));
  }
  toggle.addEventListener("click", () => {
    const open = document.body.classList.toggle("panel-closed") === false;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Ẩn lời gọi API" : "Hiện lời gọi API";
  });
  show(0);
}
