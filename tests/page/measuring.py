"""What the tests measure on the page: run in the browser over all that is visible, each returns what falls short."""

WITHIN = """
const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen");
const named = (element) =>
  `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 40)}`;
"""

# Sideways scrolling: of the document, and of everything that scrolls or clips in it.
SIDEWAYS = f"""() => {{ {WITHIN}
const wide = (element) => element.scrollWidth > element.clientWidth + 1;
const names = "main, .slot, .screen, .log, .composer, .picker, .panel, .calls, .fault-part, .bar, .tabs";
const frames = [document.documentElement, ...[...document.querySelectorAll(names)].filter(seen)];
return frames.filter(wide).map((one) => `${{named(one)}} ${{one.scrollWidth}}`);
}}"""

SMALL = f"""() => {{ {WITHIN}
const targets = [...document.querySelectorAll("button, a[href], input, select, textarea")].filter(seen);
const box = (element) => element.getBoundingClientRect();
return targets.filter((one) => box(one).width < 43.99 || box(one).height < 43.99)
  .map((one) => `${{named(one)}} ${{box(one).width}}x${{box(one).height}}`);
}}"""

# Contrast as WCAG 2 defines it; what stands behind a text is the nearest ground that covers, those before it mixed in.
FAINT = f"""() => {{ {WITHIN}
const read = (colour) => colour.match(/[\\d.]+/g).map(Number);
const over = ([r, g, b, a = 1], ground) => [r, g, b].map((one, i) => one * a + ground[i] * (1 - a));
const behind = (element) => {{
  const grounds = [];
  for (let one = element; one; one = one.parentElement) {{
    const ground = read(getComputedStyle(one).backgroundColor);
    grounds.push(ground);
    if ((ground[3] ?? 1) === 1) break;
  }}
  return grounds.reduceRight((below, ground) => over(ground, below), [255, 255, 255]);
}};
const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
const contrast = (element, pseudo) => {{
  const ground = behind(element);
  return ratio(light(over(read(getComputedStyle(element, pseudo).color), ground)), light(ground));
}};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const worded = new Set();
while (texts.nextNode()) if (texts.currentNode.data.trim()) worded.add(texts.currentNode.parentElement);
const inputs = [...document.querySelectorAll("textarea")].filter(seen);
const faint = [...worded].filter(seen).filter((one) => contrast(one) < 4.5);
const all = [...faint, ...inputs.filter((one) => contrast(one, "::placeholder") < 4.5)];
return all.map((one) => `${{named(one)}} ${{contrast(one).toFixed(2)}}`);
}}"""
