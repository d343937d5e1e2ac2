/** Above each phone: who holds it, where, at what hour, and the switches of the phone. */
import { element, initials } from "./elements.js";
import { hourText, zoneText } from "./times.js";

const TONES = 6;
const SWITCHES = [
  { name: "offline", label: "Offline", title: "Phone without network: messages and taps wait" },
  { name: "quiet", label: "Quiet", title: "Quiet hours from now on, as this person's own setting", host: "quiet" },
  { name: "blocked", label: "Blocked", title: "This person has blocked the bot" },
  { name: "old", label: "Old app", title: "An older app: no colours of buttons, no times that open" },
  { name: "locked", label: "Locked", title: "Lock screen: shows the first lines only" },
  { name: "linear", label: "Read out", title: "The chat as a screen reader reads it" },
];

/** A person's round badge with initials; it says nothing to a screen reader. */
export function avatar(person) {
  const dataset = { tone: person.id % TONES };
  return element("span", { class: "avatar", "aria-hidden": "true", dataset }, initials(person.name));
}

export class Holder {
  /** `phone` is {give(person id), flip(name of a switch), hosts() -> what the host offers}. */
  constructor(number, phone) {
    this.phone = phone;
    this.badge = element("span");
    this.chooser = element("select", { "aria-label": `Person with phone ${number}`, title: "Give this phone to somebody else" });
    this.chooser.addEventListener("change", () => phone.give(Number(this.chooser.value)));
    this.post = element("p", { class: "post" });
    this.hour = element("span", { class: "local-hour" });
    this.zone = element("span", { class: "local-zone" });
    this.switches = SWITCHES.map(({ name, label, title, host = "" }) => element("button", {
      type: "button", class: "switch", title, "aria-pressed": "false", dataset: { name, host }, onclick: () => phone.flip(name),
    }, label));
    this.nodes = [
      element("header", { class: "holder" }, this.badge,
        element("div", { class: "who" }, this.chooser, this.post),
        element("p", { class: "where" }, this.hour, this.zone)),
      element("div", { class: "switches", role: "group", "aria-label": "This phone" }, ...this.switches),
    ];
  }

  /** Shows this person among all people; `pressed` says of each switch whether it is on. */
  refresh(person, people, pressed) {
    const badge = avatar(person);
    this.badge.replaceWith(badge);
    this.badge = badge;
    this.chooser.replaceChildren(...choicesOf(people, person));
    const parts = [person.office, person.role].filter(Boolean);
    // "Secretariat · secretariat" says nothing twice.
    const post = parts.filter((part, index) => part.toLowerCase() !== parts[index - 1]?.toLowerCase()).join(" · ");
    const words = post || (person.username ? `@${person.username}` : "unknown to the bot");
    this.post.replaceChildren(element("span", { class: "office", dir: "auto", title: words }, words));
    if (person.language) this.post.append(element("span", { class: "tongue" }, person.language.toUpperCase()));
    for (const button of this.switches) {
      const { name, host } = button.dataset;
      button.setAttribute("aria-pressed", String(Boolean(pressed[name])));
      button.hidden = Boolean(host) && !this.phone.hosts().has(host);
    }
  }

  /** True when this person can already be chosen here. */
  offers(personId) {
    return [...this.chooser.options].some((option) => option.value === String(personId));
  }

  /** Draws the time where this person is. */
  tick(now, zone) {
    this.hour.textContent = hourText(now, zone);
    this.zone.textContent = zoneText(now, zone);
  }
}

/** The people to choose from; under the names of their roles where they have any. */
function choicesOf(people, chosen) {
  const groups = new Map();
  for (const person of people) {
    const option = element("option", { value: person.id }, person.name);
    option.selected = person.id === chosen.id;
    const role = person.role ?? "";
    groups.set(role, [...(groups.get(role) ?? []), option]);
  }
  if (groups.size === 1) return [...groups.values()][0];
  return [...groups].map(([role, options]) => element("optgroup", { label: role || "others" }, ...options));
}
