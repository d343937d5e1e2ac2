/**
 * Telegram's text and entities as DOM nodes. Offsets are UTF-16 units, as in JavaScript.
 * One paragraph per line, each with its own direction; never a string parsed as HTML.
 */
import { element } from "./elements.js";
import { deepLink, webAddress } from "./remote.js";
import { formattedText, fullText } from "./times.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const URDU = /[\u0600-\u06ff]/;
// A folded quotation shows about three lines, as Telegram's apps do.
const FOLDED_CHARACTERS = 160;
const FOLDED_LINES = 3;

/**
 * Builds a message's text. `reader` is {zone, language, bots, old, now(), command(text), start(payload)}:
 * whose phone it is and what a tap on a command or a deep link does.
 */
export function richText(text, entities, reader) {
  const fragment = document.createDocumentFragment();
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  appendBlocks(fragment, { text, reader }, 0, text.length, sorted);
  return fragment;
}

function appendBlocks(parent, message, start, end, entities) {
  const { text } = message;
  let at = start;
  for (const entity of entities) {
    const from = entity.offset;
    const to = Math.min(end, from + entity.length);
    if (!BLOCKS.has(entity.type) || from < at || from >= end) continue;
    // The line breaks around a block belong to its edges and must not show as empty lines.
    const before = from > at && text[from - 1] === "\n" ? from - 1 : from;
    if (before > at) appendLines(parent, message, at, before, entities);
    const inside = entities.filter((one) => one !== entity);
    parent.append(blockNode(message, entity, from, to, inside));
    at = to < end && text[to] === "\n" ? to + 1 : to;
  }
  if (at < end || at === start) appendLines(parent, message, at, end, entities);
}

function blockNode(message, entity, start, end, entities) {
  if (entity.type === "pre") {
    return element("pre", { dir: "auto" }, element("code", {}, message.text.slice(start, end)));
  }
  const words = message.text.slice(start, end);
  // Its lines find their own direction; the bar stands where the first of them begins.
  const quote = element("blockquote", { dir: URDU.test(words.split("\n")[0]) ? "rtl" : null });
  appendBlocks(quote, message, start, end, entities);
  const long = words.length > FOLDED_CHARACTERS || words.split("\n").length > FOLDED_LINES;
  if (entity.type === "blockquote" || !long) return quote;
  quote.classList.add("folded");
  const opener = element("button", { class: "unfold", type: "button", "aria-expanded": "false" }, "Show all");
  opener.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    opener.setAttribute("aria-expanded", String(!folded));
    opener.textContent = folded ? "Show all" : "Show less";
  });
  const body = element("div", { class: "quoted" });
  body.append(...quote.childNodes);
  quote.append(body, opener);
  return quote;
}

function appendLines(parent, message, start, end, entities) {
  let from = start;
  for (const line of message.text.slice(start, end).split("\n")) {
    const to = from + line.length;
    const paragraph = element("p", { dir: "auto", lang: URDU.test(line) ? "ur" : null });
    if (line.trim()) appendInline(paragraph, message, from, to, entities);
    else paragraph.className = "gap";
    parent.append(paragraph);
    from = to + 1;
  }
}

function appendInline(parent, message, start, end, entities) {
  const { text } = message;
  let at = start;
  for (const [index, entity] of entities.entries()) {
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (BLOCKS.has(entity.type) || from >= to) continue;
    parent.append(text.slice(at, from));
    const inside = entities.slice(index + 1).filter((one) => one.offset < to);
    const [node, ...tail] = inlineNodes(entity, text.slice(from, to), message.reader);
    if (!node.hasChildNodes()) appendInline(node, message, from, to, inside);
    parent.append(node, ...tail);
    at = to;
  }
  parent.append(text.slice(at, end));
}

/** The element for one entity (empty when its words are still to be put in) and what follows it. */
function inlineNodes(entity, words, reader) {
  switch (entity.type) {
    case "spoiler":
      return [spoiler()];
    case "text_link":
      return [link(entity.url, reader)];
    case "url":
      return [link(words, reader)];
    case "bot_command":
      return [inlineButton({ onclick: () => reader.command(words) })];
    case "date_time":
      return reader.old ? [element("span")] : moment(entity, reader);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return [element("span", { class: "mention" })];
    default:
      return [element(TAGS[entity.type] ?? "span")];
  }
}

function inlineButton(properties) {
  return element("button", { class: "inline", type: "button", ...properties });
}

/** Runs `pressed` on a click and on Enter or Space, for words that cannot be a real button. */
function pressable(node, pressed) {
  node.addEventListener("click", pressed);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pressed(event);
  });
}

function link(address, reader) {
  const payload = deepLink(address, reader.bots);
  if (payload !== null) {
    return inlineButton({ title: address, onclick: () => reader.start(payload) });
  }
  const href = webAddress(address);
  if (href === null) return element("span");
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" });
}

function spoiler() {
  const label = "Hidden text, press to show";
  const node = element("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": label });
  pressable(node, (event) => {
    // The press that uncovers a link must not open it too.
    if (!node.classList.contains("shown")) event.preventDefault();
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  });
  return node;
}

function moment(entity, reader) {
  const at = new Date(entity.unix_time * 1000);
  const format = entity.date_time_format ?? "";
  const local = element("span", { class: "local", hidden: true }, ` (here: ${fullText(at, reader.zone)})`);
  const node = element("span", {
    class: "moment",
    role: "button",
    tabindex: "0",
    "aria-expanded": "false",
    title: "Show the time on this phone",
  });
  if (format) node.append(formattedText(at, format, reader.zone, reader.language, reader.now()));
  pressable(node, () => {
    local.hidden = !local.hidden;
    node.setAttribute("aria-expanded", String(!local.hidden));
  });
  return [node, local];
}
