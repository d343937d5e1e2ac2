/** The sound log of a phone: each message of the bot, whether it rang, and the running total. */
import { element, icon, unseen } from "./elements.js";
import { firstLine } from "./linear.js";
import { shortText } from "./times.js";

/** Builds the list of the messages that came, newest first; edits are not in it, because they make no sound at all. */
export function soundLog(messages, zone) {
  let sounds = 0;
  const lines = messages.map((message) => {
    if (!message.silent) sounds += 1;
    return element("li", { class: message.silent ? "came silently" : "came" },
      icon(message.silent ? "bell-off" : "bell"), unseen(message.silent ? "silent, " : "with sound, "),
      element("time", {}, shortText(new Date(message.date * 1000), zone)),
      element("span", { class: "came-line", dir: "auto" }, firstLine(message)),
      element("span", { class: "total", title: "Sounds so far" }, String(sounds)));
  });
  const list = element("ol", { class: "sounds" }, ...lines.reverse());
  const words = lines.length ? "Edits of a message make no sound. On the right: sounds so far." : "Nothing has come yet.";
  return element("div", { class: "sound-log" }, list, element("p", { class: "hint" }, words));
}
