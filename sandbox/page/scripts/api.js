// What a person does on a phone, told to the sandbox. Everything else comes back by the feed.

import { toast } from "./dialogs.js";

/** The sandbox's answer, or null if it refused: the person is told then. */
export async function post(path, given = {}) {
  return ask(path, { method: "POST", body: JSON.stringify(given), headers: { "Content-Type": "application/json" } });
}

export const remove = (path) => ask(path, { method: "DELETE" });

async function ask(path, options) {
  try {
    const answer = await (await fetch(path, options)).json();
    if (!answer.error) return answer;
    toast(`Chưa làm được việc này (${answer.error}).`);
  } catch {
    toast("Chưa gửi được: hộp cát không trả lời.");
  }
  return null;
}

const root = (seat) => (seat.platform === "zalo" ? "/sim/zalo" : "/sim");

/** Who does it, where: a seat is {platform, chat, owner, group, account}. */
function acting(seat) {
  if (seat.platform === "zalo") {
    return { person: seat.owner, group: seat.group ? seat.chat : "", bot: seat.account };
  }
  return { person: Number(seat.owner), chat: Number(seat.chat) };
}

export const say = (seat, text) => post(`${root(seat)}/say`, { ...acting(seat), text });

export async function send(seat, kind, file, caption) {
  const content = await base64(file);
  const named = seat.platform === "zalo" ? {} : { name: file.name };
  return post(`${root(seat)}/send`, { ...acting(seat), kind, content, caption, ...named });
}

export const shareContact = (seat, phone) => post("/sim/share_contact", { person: Number(seat.owner), phone });

export const sendContact = (seat, phone) => post("/sim/send_contact", { ...acting(seat), phone });

/** Press an inline button; the answer to a press of one with data has `text` and `show_alert`. */
export function press(seat, message, pressed) {
  const which = pressed.callback_data ? { data: pressed.callback_data, wait: 10 } : { label: pressed.text };
  return post("/sim/press", { ...acting(seat), message_id: Number(message), ...which });
}

export const openStart = (person, payload = "") => post("/sim/open_link", { person: Number(person), payload });

export function addToGroup(platform, owner, group, payload = "") {
  if (platform === "zalo") return post("/sim/zalo/add_to_group", { group });
  return post("/sim/add_to_group", { person: Number(owner), chat: Number(group), payload });
}

export function removeFromGroup(seat) {
  if (seat.platform === "zalo") return post("/sim/zalo/remove_from_group", { group: seat.chat });
  return post("/sim/remove_from_group", { person: Number(seat.owner), chat: Number(seat.chat) });
}

export function setBlocked(seat, blocked) {
  const who = seat.platform === "zalo" ? { person: seat.owner, bot: seat.account } : { person: Number(seat.owner) };
  return post(`${root(seat)}/${blocked ? "block" : "unblock"}`, who);
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1] ?? "");
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
