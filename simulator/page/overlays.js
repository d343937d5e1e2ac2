/** What lies over a phone's screen for a moment: toasts, alerts to be dismissed, sheets of choices. */
import { announce, element } from "./elements.js";

const TOAST_MILLISECONDS = 4500;

/** Shows a short notice that goes away by itself; the newest replaces the one before. */
export function showToast(screen, text) {
  screen.querySelector(".toast")?.remove();
  const toast = element("div", { class: "toast" }, element("p", { dir: "auto" }, text));
  screen.append(toast);
  announce(text);
  setTimeout(() => toast.remove(), TOAST_MILLISECONDS);
}

/** Shows a notice that stays until OK is pressed, then gives the focus back. */
export function showAlert(screen, text) {
  const before = document.activeElement;
  const words = element("p", { dir: "auto", class: "alert-text" }, text);
  const cover = element("div", { class: "cover" });
  const dismiss = () => {
    cover.remove();
    before?.focus({ preventScroll: true });
  };
  const done = element("button", { type: "button", class: "plain strong", onclick: dismiss }, "OK");
  cover.append(element("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text }, words, done));
  cover.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") dismiss();
    // The button is the only stop, so the focus cannot leave what must be dismissed.
    if (event.key === "Tab") event.preventDefault();
  });
  screen.append(cover);
  done.focus({ preventScroll: true });
}

/** Lays a sheet over the foot of a phone; a press outside or Escape closes it. Gives `close`. */
function coverLow(screen, sheet, keyed = () => {}) {
  closeSheet(screen);
  const before = document.activeElement;
  const cover = element("div", { class: "cover low" }, sheet);
  const close = () => {
    cover.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  cover.addEventListener("click", (event) => event.target === cover && close());
  cover.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    else keyed(event);
  });
  screen.append(cover);
  return close;
}

/** Opens a sheet with this content, and a button that closes it. */
export function openPanel(screen, title, content) {
  const done = element("button", { type: "button", class: "plain" }, "Close");
  const sheet = element("div", { class: "sheet panel", role: "dialog", "aria-label": title },
    element("p", { class: "sheet-title" }, title), content, done);
  done.addEventListener("click", coverLow(screen, sheet));
  done.focus({ preventScroll: true });
}

/** Asks for one line of text at the foot of a phone; `run` gets it. */
export function askLine(screen, title, placeholder, verb, run) {
  const field = element("input", { type: "text", class: "ask", placeholder, "aria-label": title, autocomplete: "off" });
  const form = element("form", { class: "asking" }, field, element("button", { type: "submit", class: "plain strong" }, verb));
  const close = coverLow(screen, element("div", { class: "sheet panel", role: "dialog", "aria-label": title },
    element("p", { class: "sheet-title" }, title), form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    close();
    run(text);
  });
  field.focus({ preventScroll: true });
}

/**
 * Opens a sheet of choices at the foot of a phone. `choices` are {label, detail, run}; arrows move,
 * Escape or a press outside closes. Any sheet that is open already goes.
 */
export function openSheet(screen, title, choices) {
  let close = null;
  const buttons = choices.map(({ label, detail, run }) => {
    const pressed = () => {
      close();
      run();
    };
    const words = [element("span", { class: "choice", dir: "auto" }, label)];
    if (detail) words.push(element("span", { class: "detail", dir: "auto" }, detail));
    return element("button", { type: "button", role: "menuitem", onclick: pressed }, ...words);
  });
  const sheet = element("div", { class: "sheet", role: "menu", "aria-label": title }, element("p", { class: "sheet-title" }, title), ...buttons);
  close = coverLow(screen, sheet, (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement) + step;
    buttons[(at + buttons.length) % buttons.length].focus();
  });
  buttons[0]?.focus({ preventScroll: true });
}

/** Closes a sheet, if one is open. */
export function closeSheet(screen) {
  screen.querySelector(".cover.low")?.remove();
}
