// The story that plays on the phones, and the newcomer's hand on it.

import { post } from "./api.js";
import { button, make } from "./dom.js";
import { on, state, storyRuns } from "./store.js";

const SAID = {
  preparing: "Đang chuẩn bị câu chuyện",
  playing: "Câu chuyện đang diễn",
  paused: "Đang tạm dừng",
  skipping: "Đang đi nhanh tới cuối câu chuyện",
  over: "Câu chuyện đã hết. Mời nhắn thử trên các điện thoại, ví dụ “đăng ký”",
};

export function storyBar(place) {
  const said = make("p", { class: "story-said", role: "status" });
  const turn = button("Tạm dừng", () => post("/sim/story", { turn: state.story.state === "paused" ? "go_on" : "pause" }));
  const skip = button("Bỏ qua, tới cuối câu chuyện", () => post("/sim/story", { turn: "skip" }));
  place.append(said, make("div", { class: "story-turns" }, turn, skip));

  on("story", (story) => {
    place.hidden = story.state === "none";
    document.body.dataset.story = story.state;
    said.textContent = SAID[story.state] ?? "";
    turn.textContent = story.state === "paused" ? "Đi tiếp" : "Tạm dừng";
    turn.hidden = !["playing", "paused"].includes(story.state);
    skip.hidden = turn.hidden;
  });
}

/** Which phone shows what is being played: the group's, the officer's, or else the first. */
export function follow(phones) {
  on("story", ({ scene }) => {
    if (!storyRuns()) return phones.forEach((phone) => phone.goHome());
    if (!scene.chat) return;
    const there = phones.find((phone) => phone.isAtHomeIn(scene.platform, scene.chat));
    (there ?? phones[0]).showScene(scene.platform, scene.chat);
  });
}
