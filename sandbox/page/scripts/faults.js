// Faults on order: what a network and a server do wrong.

import { post, remove } from "./api.js";
import { button, make } from "./dom.js";
import { PLATFORMS, on } from "./store.js";

const PATHS = { telegram: "/faults", zalo: "/faults/zalo" };
const METHODS = { sendMessage: "Gửi tin", getUpdates: "Nhận tin", "*": "Mọi lời gọi" };
const TIMES = [1, 3, 10];
// What each kind means, and which platform has it (none named: both).
const KINDS = new Map([
  ["429", ["Quá giới hạn (429)"]],
  ["403", ["Bị chặn (403)"]],
  ["500", ["Máy chủ hỏng (500)"]],
  ["502", ["Cổng hỏng (502)"]],
  ["slow", ["Chậm 5 giây"]],
  ["malformed", ["Trả lời dở dang"]],
  ["cut", ["Đứt trước khi làm"]],
  ["cut_after", ["Làm xong mới đứt"]],
  ["401", ["Sai mã truy cập (401)"]],
  ["409", ["Hai nơi cùng nhận (409)", "telegram"]],
  ["408", ["Hết giờ chờ (408)", "zalo"]],
  ["410", ["Không có người nhận (410)", "zalo"]],
  ["422", ["Không được gửi (422)", "zalo"]],
  ["html", ["Trả lời bằng trang mạng", "zalo"]],
]);

export function faultForm() {
  const platform = select("fault-platform", Object.entries(PLATFORMS), () => offer());
  const method = select("fault-method", Object.entries(METHODS));
  const times = select("fault-times", TIMES.map((count) => [count, `${count} lần`]));
  const kinds = [...KINDS].map(([kind, [label]]) => button(label, () => order(kind), { "data-kind": kind }));
  const left = make("ul", { class: "faults-left", "aria-live": "polite" });
  const none = make("p", { class: "empty" }, "Không có sự cố nào đang chờ.");
  const clear = button("Bỏ hết sự cố", () => Object.values(PATHS).forEach(remove), { class: "quiet" });

  const order = (kind) =>
    post(PATHS[platform.value], { kind, method: method.value, times: Number(times.value), seconds: 5, retry_after: 5 });
  function offer() {
    for (const one of kinds) one.hidden = ![undefined, platform.value].includes(KINDS.get(one.dataset.kind)[1]);
  }
  on("faults", (faults) => {
    const ordered = Object.entries(faults).flatMap(([where, list]) => list.map((fault) => line(where, fault)));
    left.replaceChildren(...ordered);
    none.hidden = ordered.length > 0;
    clear.hidden = ordered.length === 0;
  });
  offer();
  return make("div", { class: "fault-part" },
    make("p", { class: "hint" }, "Chọn một sự cố: những lời gọi kế tiếp sẽ gặp sự cố đó, rồi mọi việc lại như thường."),
    make("div", { class: "fault-fields" },
      field("Nền tảng", platform), field("Lời gọi", method), field("Số lần", times)),
    make("div", { class: "fault-kinds" }, ...kinds),
    make("h3", {}, "Sự cố đang chờ"), none, left, clear);
}

function line(where, fault) {
  const what = KINDS.get(fault.kind)?.[0] ?? fault.kind;
  return make("li", {}, `${what}, ${PLATFORMS[where]}, ${METHODS[fault.method] ?? fault.method}: còn ${fault.times} lần`);
}

function select(id, options, onchange = () => {}) {
  return make("select", { id, class: "field", onchange }, ...options.map(([value, label]) => make("option", { value }, label)));
}

const field = (label, input) => make("div", {}, make("label", { for: input.id }, label), input);
