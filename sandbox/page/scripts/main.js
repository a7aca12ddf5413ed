// Puts the page together.

import { clockBar } from "./clock.js";
import { listen } from "./feed.js";
import { panel } from "./panel.js";
import { Phone } from "./phone.js";
import { follow, storyBar } from "./story.js";
import { tabs } from "./tabs.js";

const ROLES = ["Người dùng", "Cán bộ phụ trách", "Nhóm"];

const slots = [...document.querySelectorAll(".slot")];
const phones = slots.map((slot, index) => new Phone(slot, index, ROLES[index]));
for (const phone of phones) phone.onfollow = (owner, platform) => phones[0].showPerson(owner, platform);
clockBar(document.querySelector(".clock"));
storyBar(document.querySelector(".story"));
panel(document.querySelector(".panel"), document.querySelector(".panel-toggle"));
tabs(document.querySelector(".tabs"), [...ROLES, "Lời gọi API"], [...slots, document.querySelector(".panel")]);
follow(phones);
listen();
