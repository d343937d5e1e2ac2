/** A locked phone: the hour, and of each message what anyone passing by can read. */
import { element, icon, unseen } from "./elements.js";
import { dayText, hourText } from "./times.js";

const NOTIFICATIONS_SHOWN = 4;

/** Builds the cover of a locked phone, with what came last at this place. */
export function lockScreen(now, zone, place, unlock) {
  const notes = place.received.slice(-NOTIFICATIONS_SHOWN).reverse().map((message) => {
    const at = hourText(new Date(message.date * 1000), zone);
    const head = element("p", { class: "note-head" }, icon("seal"), place.title,
      message.silent ? element("span", { class: "note-silent" }, icon("bell-off"), unseen("silent")) : null,
      element("time", {}, at));
    return element("li", {}, head, element("p", { class: "note-line", dir: "auto" }, place.lineOf(message)));
  });
  const list = notes.length ? element("ul", { class: "notes" }, ...notes) : element("p", { class: "no-notes" }, "No messages");
  return element("div", { class: "lock" },
    element("p", { class: "lock-hour" }, hourText(now, zone)),
    element("p", { class: "lock-day" }, dayText(now, zone)),
    list,
    element("button", { type: "button", class: "unlock", onclick: unlock }, "Unlock"));
}
