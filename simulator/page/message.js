/** One message of a chat: its bubble, and under it the inline keyboard as real buttons. */
import { announce, copyText, element, icon, unseen } from "./elements.js";
import { firstLine, kindText } from "./linear.js";
import { deepLink, webAddress } from "./remote.js";
import { richText } from "./richtext.js";
import { hourText } from "./times.js";

const COPIED_MILLISECONDS = 1800;
const LONG_PRESS_MILLISECONDS = 500;
const STYLES = new Set(["primary", "success", "danger"]);

/**
 * Builds the article of a message. `phone` is what the pane offers: {zone, reader, place, find(id),
 * old (an app that knows no colours of buttons), isWaiting(message, button), tap(message, button), start(payload), more(message)}.
 */
export function messageElement(message, phone) {
  const { place } = phone;
  const own = place.isOwn(message);
  const label = place.label(message);
  const bubble = element("div", { class: "bubble" }, label && element("p", { class: "author", dir: "auto" }, label));
  const original = message.reply_to && phone.find(message.reply_to);
  if (original) bubble.append(quoteOf(original, phone));
  if (message.document) bubble.append(attachment(message));
  else if (kindText(message)) bubble.append(kindLine(message));
  if (message.text) {
    const text = element("div", { class: "text" }, richText(message.text, message.entities, phone.reader));
    bubble.append(text);
  }
  bubble.append(meta(message, phone.zone), moreButton(message, phone));
  const article = element("article", {
    class: own ? "message own" : "message",
    tabindex: "-1",
    dataset: { id: message.id },
    "aria-label": place.nameOf(message),
  }, bubble);
  if (message.keyboard.length) article.append(keyboard(message, phone));
  listenForLongPress(bubble, () => phone.more(message));
  return article;
}

function quoteOf(original, phone) {
  const who = phone.place.nameOf(original);
  const show = () => phone.show(original.id);
  return element("button", { type: "button", class: "quote", onclick: show },
    unseen("In reply to "),
    element("span", { class: "quote-who" }, who),
    element("span", { class: "quote-text", dir: "auto" }, firstLine(original)));
}

/** "12 KB" */
function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function attachment(message) {
  const { url } = message.document;
  if (message.kind !== "photo" || !url) return fileLine(message);
  const photo = element("img", { class: "photo", src: url, alt: "Photo" });
  // What claims to be a photo need not be one.
  photo.addEventListener("error", () => photo.replaceWith(fileLine(message)));
  return photo;
}

function fileLine(message) {
  const { size, url } = message.document;
  const name = kindText(message);
  const symbol = element("span", { class: "file-icon" }, icon(message.kind === "voice" ? "voice" : "file"));
  const words = element("span", { class: "file-words" },
    element("span", { class: "file-name", dir: "auto" }, name),
    element("span", { class: "file-size" }, size === undefined ? "" : sizeText(size)));
  if (!url) return element("div", { class: "file" }, symbol, words);
  const download = message.document.name ?? "";
  return element("a", { class: "file", href: url, download, title: `Download ${name}` }, symbol, words);
}

function kindLine(message) {
  const symbol = message.kind === "voice" ? icon("voice") : null;
  return element("p", { class: "kind" }, symbol, kindText(message));
}

function meta(message, zone) {
  const line = element("div", { class: "meta" });
  if (message.silent) {
    line.append(element("span", { class: "silent", title: "Came without sound" }, icon("bell-off"), unseen("silent ")));
  }
  if (message.edit_date) line.append(element("span", { class: "edited" }, "edited "));
  const at = new Date(message.date * 1000);
  line.append(element("time", { datetime: at.toISOString() }, hourText(at, zone)));
  return line;
}

function moreButton(message, phone) {
  const label = "More for this message";
  const open = () => phone.more(message);
  return element("button", { type: "button", class: "more", title: label, "aria-label": label, onclick: open }, icon("more"));
}

function listenForLongPress(bubble, pressed) {
  let timer = null;
  const stop = () => clearTimeout(timer);
  bubble.addEventListener("contextmenu", (event) => {
    // A selection or a link keeps the browser's own menu.
    if (event.target.closest("a") || String(getSelection())) return;
    event.preventDefault();
    stop();
    pressed();
  });
  // iOS has no contextmenu event.
  bubble.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") timer = setTimeout(pressed, LONG_PRESS_MILLISECONDS);
  });
  for (const name of ["pointerup", "pointercancel", "pointermove"]) bubble.addEventListener(name, stop);
}

function keyboard(message, phone) {
  const rows = message.keyboard.map((row) => element("div", { class: "row" }, ...row.map((button) => keyboardButton(message, button, phone))));
  return element("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" }, ...rows);
}

function keyboardButton(message, button, phone) {
  const style = STYLES.has(button.style) && !phone.old ? ` ${button.style}` : "";
  const properties = { class: `key${style}`, title: button.text };
  const label = element("span", { class: "key-text", dir: "auto" }, button.text);
  if (button.kind === "url") return linkButton(button, properties, label, phone);
  if (button.kind === "copy") return copyButton(button, properties, label);
  if (button.kind === "callback") {
    const waiting = phone.isWaiting(message, button);
    return element("button", {
      type: "button",
      ...properties,
      class: properties.class + (waiting ? " waiting" : ""),
      "aria-busy": waiting ? "true" : null,
      dataset: { value: button.value },
      onclick: () => phone.tap(message, button),
    }, label);
  }
  const reason = "This kind of button needs Telegram's own app";
  return element("button", { type: "button", ...properties, disabled: true, title: reason }, label);
}

function linkButton(button, properties, label, phone) {
  const payload = deepLink(button.value, phone.reader.bots);
  if (payload !== null) {
    const open = () => phone.start(payload);
    return element("button", { type: "button", ...properties, onclick: open }, label, icon("link"));
  }
  const href = webAddress(button.value);
  const target = { href, target: "_blank", rel: "noopener noreferrer" };
  return element("a", { ...target, ...properties }, label, icon("link"), unseen(" (opens a new tab)"));
}

function copyButton(button, properties, label) {
  const node = element("button", { type: "button", ...properties }, label, icon("copy"));
  node.addEventListener("click", async () => {
    const copied = await copyText(button.value);
    const said = copied ? "Copied" : "Not copied: the browser refused";
    label.textContent = said;
    node.classList.add("copied");
    announce(said);
    setTimeout(() => {
      label.textContent = button.text;
      node.classList.remove("copied");
    }, COPIED_MILLISECONDS);
  });
  return node;
}
