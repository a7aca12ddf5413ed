// The one connection by which everything new arrives; it mends itself.

import { tell } from "./store.js";

const KINDS = ["hello", "cast", "faults", "story", "clock", "chat", "calls"];
const AGAIN_AFTER = 1500; // milliseconds
const LOST =
  "Mất kết nối với hộp cát: chương trình đã dừng. Xin chạy lại “make demo”; trang này sẽ tự nối lại, không cần tải lại.";

export function listen() {
  const source = new EventSource("/sim/feed");
  for (const kind of KINDS) source.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
  source.addEventListener("open", () => say(""));
  source.addEventListener("error", () => {
    say(LOST);
    source.close();
    setTimeout(listen, AGAIN_AFTER);
  });
}

function say(sentence) {
  const line = document.querySelector(".lost");
  if (line.textContent !== sentence) line.textContent = sentence;
  line.hidden = !sentence;
}
