/** DOM building: the only way in which anything gets onto this page. Nothing here parses HTML. */

/**
 * Builds one element. A property `onclick` becomes a listener, `dataset` is merged, `true` an empty
 * attribute; `null`, `undefined` and `false` are left out, among children too. Strings become text.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** Draws an icon of the page's sprite; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Words for screen readers only. */
export function unseen(text) {
  return element("span", { class: "unseen" }, text);
}

const TONES = 6;

/** The round badge of a person or group, with initials; it says nothing to a screen reader. */
export function avatar({ id, name }) {
  return element("span", { class: "avatar", "aria-hidden": "true", dataset: { tone: Math.abs(id) % TONES } }, initials(name));
}

/** The assistant's badge. */
export function seal() {
  return element("span", { class: "bot-seal" }, icon("seal"));
}

/** One or two letters that stand for a name. */
function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...word][0].toUpperCase()).join("");
}

// Enough for a burst of messages; older lines have been read out long ago.
const LINES_KEPT = 12;

/** Says a sentence in the polite live region; the same sentence twice is said twice. */
export function announce(text) {
  const region = document.getElementById("announcements");
  region.append(element("p", {}, text));
  while (region.childElementCount > LINES_KEPT) region.firstElementChild.remove();
}

/** Puts text on the clipboard; false when the browser refuses. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
