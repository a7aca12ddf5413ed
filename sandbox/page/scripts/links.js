// Where a pressed button or a followed link leads.

import { addToGroup, openStart, press } from "./api.js";
import { alertBox, choose, toast } from "./dialogs.js";
import { chatOf, state, storyRuns } from "./store.js";

const WAIT = "Câu chuyện đang diễn. Mời bấm “Bỏ qua, tới cuối câu chuyện” để thử ngay.";

/** Follow an address from somebody's phone: the assistant's own links act, others open elsewhere. */
export async function followed(address, phone) {
  if (storyRuns()) return toast(WAIT);
  const link = new URL(address);
  const own = link.hostname === "t.me" && link.pathname === `/${state.cast.username}`;
  if (own && link.searchParams.has("startgroup")) return intoGroup(link.searchParams.get("startgroup"), phone.seat);
  if (!own || !link.searchParams.has("start")) return window.open(address, "_blank", "noopener");
  if (await openStart(phone.seat.owner, link.searchParams.get("start"))) phone.onfollow(phone.seat.owner, "telegram");
}

/** Press a key under a message on somebody's phone, and show what the assistant answers to that. */
export async function pressed(phone, message, key) {
  if (storyRuns()) return toast(WAIT);
  const answer = await press(phone.seat, message, key);
  if (!answer) return;
  if (answer.url) return followed(answer.url, phone);
  if (key.url) return phone.onfollow(phone.seat.owner, "telegram");
  if (answer.text) (answer.show_alert ? alertBox : toast)(answer.text);
}

async function intoGroup(code, { owner }) {
  const open = state.cast.groups.filter((group) => group.telegram && !chatOf("telegram", group.telegram)?.about.joined);
  const options = open.map((group) => [group.name, group.telegram]);
  const group = await choose("Thêm trợ lý vào nhóm nào?", options, "Mọi nhóm đều đã có trợ lý.");
  if (group) await addToGroup("telegram", owner, group, code);
}
