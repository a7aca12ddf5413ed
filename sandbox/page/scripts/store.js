// What the feed has told so far, and who wants to hear of it.

export const PLATFORMS = { telegram: "Telegram", zalo: "Zalo" };

const listeners = new Map();

export const state = { cast: null, story: { state: "none", scene: {} }, clock: null, faults: {}, chats: new Map() };

/** Hear of one kind of event; of "chat" with what is new in it. */
export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

export function tell(kind, data) {
  if (kind === "hello") forget();
  else if (kind === "chat") data = put(data);
  else if (kind !== "calls") state[kind] = data;
  for (const listener of listeners.get(kind) ?? []) listener(data);
}

function forget() {
  Object.assign(state, { cast: null, story: { state: "none", scene: {} }, clock: null, faults: {} });
  state.chats.clear();
}

/** Puts the news of a chat where they belong; `added` are its messages that were not there before. */
function put({ platform, chat, new: changed, gone, ...about }) {
  const key = `${platform}:${chat}`;
  const known = state.chats.get(key);
  const kept = known ?? { platform, chat, messages: new Map() };
  const added = changed.filter((message) => !kept.messages.has(message.id));
  for (const message of changed) kept.messages.set(message.id, message);
  for (const id of gone) kept.messages.delete(id);
  kept.about = about;
  state.chats.set(key, kept);
  return { key, changed, gone, added: known ? added : [], kept };
}

export const chatOf = (platform, chat) => state.chats.get(`${platform}:${chat}`) ?? null;

/** Everybody and every group that a phone can show. */
export const everybody = () => (state.cast ? [...state.cast.people, ...state.cast.groups] : []);

export const found = (platform, id) => everybody().find((one) => one[platform] === id) ?? null;

export const storyRuns = () => ["preparing", "playing", "paused", "skipping"].includes(state.story.state);
