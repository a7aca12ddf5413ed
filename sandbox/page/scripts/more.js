// What else can be done on a phone: block the assistant, take it into a group or out of it.

import { addToGroup, removeFromGroup, setBlocked } from "./api.js";
import { choose } from "./dialogs.js";
import { chatOf } from "./store.js";

export async function more(phone) {
  const { seat } = phone;
  const about = chatOf(seat.platform, seat.chat)?.about ?? {};
  const deed = await choose("Việc khác trên máy này", seat.group ? inGroup(seat, about) : inPrivate(seat, about));
  if (deed) await deed();
}

function inGroup(seat, about) {
  if (about.joined) return [["Đưa trợ lý ra khỏi nhóm", () => removeFromGroup(seat)]];
  return [["Thêm trợ lý vào nhóm", () => addToGroup(seat.platform, seat.owner, seat.chat)]];
}

function inPrivate(seat, about) {
  const label = about.blocked ? "Bỏ chặn trợ lý" : "Chặn trợ lý";
  return [[label, () => setBlocked(seat, !about.blocked)]];
}
