// Moments in Viet Nam's time (UTC+7, no summer time), written as an office writes them. Seconds since 1970.

const ZONE = 7 * 3600;
const DAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];

const parts = (seconds) => new Date((seconds + ZONE) * 1000);
const two = (number) => String(number).padStart(2, "0");

/** “thứ Năm, ngày 18/6/2026”: days have two figures, of the months only the first two. */
export function day(seconds) {
  const date = parts(seconds);
  const month = date.getUTCMonth() + 1;
  const figures = `${two(date.getUTCDate())}/${month < 3 ? two(month) : month}/${date.getUTCFullYear()}`;
  return `${DAYS[date.getUTCDay()]}, ngày ${figures}`;
}

export const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** “08:20”, as phones write it. */
export function time(seconds) {
  return `${two(parts(seconds).getUTCHours())}:${two(parts(seconds).getUTCMinutes())}`;
}

/** “08:20:05”. */
export const exactTime = (seconds) => `${time(seconds)}:${two(parts(seconds).getUTCSeconds())}`;

/** “8 giờ 20”. */
export function hours(seconds) {
  return `${parts(seconds).getUTCHours()} giờ ${two(parts(seconds).getUTCMinutes())}`;
}

export const sameDay = (one, other) => Math.floor((one + ZONE) / 86400) === Math.floor((other + ZONE) / 86400);
