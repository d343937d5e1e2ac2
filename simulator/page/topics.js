/** The topics of a forum, as a row of buttons above its messages. */
import { element } from "./elements.js";

// What Telegram calls the topic that every forum has.
const GENERAL = { id: 0, name: "General" };

/** Fills `bar` for this place; `choose` gets the id of a topic, or null for all of them. */
export function fillTopics(bar, place, choose) {
  const is_forum = Boolean(place.about?.is_forum);
  bar.hidden = !is_forum;
  if (!is_forum) return;
  const held = bar.contains(document.activeElement);
  bar.replaceChildren(...[{ id: null, name: "All" }, GENERAL, ...place.topics].map(({ id, name, is_closed }) => element("button", {
    type: "button",
    class: "topic",
    dir: "auto",
    title: is_closed ? "This topic is closed" : null,
    "aria-pressed": String(place.topic === id),
    onclick: () => choose(id),
  }, is_closed ? `${name} (closed)` : name)));
  if (held) bar.querySelector("[aria-pressed=true]")?.focus();
}
