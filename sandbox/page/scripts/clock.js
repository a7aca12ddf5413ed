// The sandbox's time, and the buttons that move it.

import { post } from "./api.js";
import { toast } from "./dialogs.js";
import { button, make } from "./dom.js";
import { capital, day, hours } from "./dates.js";
import { on, state, storyRuns } from "./store.js";

const MOVES = [["+1 giờ", 3600], ["+1 ngày", 86400]];

export function clockBar(place) {
  const time = make("span", { class: "clock-time" });
  const date = make("span", { class: "clock-day" });
  const buttons = MOVES.map(([label, seconds]) => mover(label, () => post("/sim/clock/forward", { seconds })));
  const next = mover("Đến hạn kế tiếp", toNextDue);
  place.append(make("p", { class: "clock-now" }, time, date), make("div", { class: "clock-moves" }, ...buttons, next));

  function show() {
    if (!state.clock) return;
    time.textContent = hours(now());
    date.textContent = capital(day(now()));
    next.hidden = !state.clock.due_known;
    for (const one of [...buttons, next]) one.disabled = storyRuns() || moving > 0;
  }
  for (const kind of ["clock", "story"]) on(kind, show);
  setInterval(show, 1000);

  let moving = 0;
  function mover(label, move) {
    return button(label, async () => {
      moving += 1;
      show();
      await move();
      moving -= 1;
      show();
    });
  }
}

/** Seconds since 1970, as the sandbox counts them. */
export function now() {
  return state.clock.now ?? Date.now() / 1000 + state.clock.offset;
}

async function toNextDue() {
  const moved = await post("/sim/clock/next-due");
  if (moved && !moved.due) toast("Chưa có việc nào đến hạn sau lúc này.");
}
