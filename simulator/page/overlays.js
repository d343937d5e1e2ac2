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

/**
 * Opens a sheet of choices at the foot of a phone. `choices` are {label, detail, run}; arrows move,
 * Escape or a press outside closes. Any sheet that is open already goes.
 */
export function openSheet(screen, title, choices) {
  closeSheet(screen);
  const before = document.activeElement;
  const cover = element("div", { class: "cover low" });
  const close = () => {
    cover.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  const buttons = choices.map(({ label, detail, run }) => {
    const pressed = () => {
      close();
      run();
    };
    const words = [element("span", { class: "choice", dir: "auto" }, label)];
    if (detail) words.push(element("span", { class: "detail", dir: "auto" }, detail));
    return element("button", { type: "button", role: "menuitem", onclick: pressed }, ...words);
  });
  cover.append(element("div", { class: "sheet", role: "menu", "aria-label": title }, element("p", { class: "sheet-title" }, title), ...buttons));
  cover.addEventListener("click", (event) => event.target === cover && close());
  cover.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close();
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement) + step;
    buttons[(at + buttons.length) % buttons.length].focus();
  });
  screen.append(cover);
  buttons[0]?.focus({ preventScroll: true });
}

/** Closes a sheet, if one is open. */
export function closeSheet(screen) {
  screen.querySelector(".cover.low")?.remove();
}
