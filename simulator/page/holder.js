/** Above each phone: who holds it, where, at what hour, and the switches of the phone. */
import { avatar, element } from "./elements.js";
import { hourText, zoneText } from "./times.js";

const SWITCHES = [
  { name: "offline", label: "Offline", title: "Phone without network: messages and taps wait" },
  { name: "quiet", label: "Quiet", title: "Quiet hours from now on, as this person's own setting", host: "quiet" },
  { name: "blocked", label: "Blocked", title: "This person has blocked the bot", isPrivate: true },
  { name: "old", label: "Old app", title: "An older app: no colours of buttons, no times that open" },
  { name: "locked", label: "Locked", title: "Lock screen: shows the first lines only" },
  { name: "linear", label: "Read out", title: "The chat as a screen reader reads it" },
];

export class Holder {
  /** `phone` is {give(person id, group id), flip(name of a switch), hosts() -> what the host offers}. */
  constructor(number, phone) {
    this.phone = phone;
    this.badge = element("span");
    this.chooser = element("select", { "aria-label": `Person with phone ${number}`, title: "Give this phone to somebody else" });
    this.chooser.addEventListener("change", () => this.chosen(Number(this.chooser.value)));
    this.seer = element("select", { "aria-label": `Who looks at the group on phone ${number}` });
    this.seer.addEventListener("change", () => phone.give(Number(this.seer.value), this.place.group));
    this.post = element("p", { class: "post" });
    this.hour = element("span", { class: "local-hour" });
    this.zone = element("span", { class: "local-zone" });
    this.switches = SWITCHES.map(({ name, label, title, host = "", isPrivate = false }) => element("button", {
      type: "button", class: "switch", title, "aria-pressed": "false", dataset: { name, host, alone: isPrivate ? "yes" : "" }, onclick: () => phone.flip(name),
    }, label));
    this.nodes = [
      element("header", { class: "holder" }, this.badge,
        element("div", { class: "who" }, this.chooser, this.post),
        element("p", { class: "where" }, this.hour, this.zone)),
      element("div", { class: "switches", role: "group", "aria-label": "This phone" }, ...this.switches),
    ];
  }

  /** Another person, or a group as whoever holds the phone sees it; someone in it if they are not. */
  chosen(id) {
    const group = this.place.world.groups.get(id);
    if (!group) return this.phone.give(id);
    const isIn = group.members.some((member) => member.id === this.place.person && member.is_in);
    return this.phone.give(isIn ? this.place.person : seersOf(group, this.place)[0].id, id);
  }

  /** Shows whose phone it is and where; `pressed` says of each switch whether it is on. */
  refresh(place, pressed) {
    this.place = place;
    const person = place.holder;
    const { group, world } = place;
    const badge = group ? place.badge() : avatar(person);
    this.badge.replaceWith(badge);
    this.badge = badge;
    this.chooser.replaceChildren(...choicesOf([...world.people.values()], place));
    if (group) this.seenBy();
    else this.postOf(person);
    for (const button of this.switches) {
      const { name, host, alone } = button.dataset;
      button.setAttribute("aria-pressed", String(Boolean(pressed[name])));
      button.hidden = (Boolean(host) && !this.phone.hosts().has(host)) || Boolean(group && alone);
    }
  }

  postOf(person) {
    const parts = [person.office, person.role].filter(Boolean);
    // "Secretariat · secretariat" says nothing twice.
    const post = parts.filter((part, index) => part.toLowerCase() !== parts[index - 1]?.toLowerCase()).join(" · ");
    const words = post || (person.username ? `@${person.username}` : "unknown to the bot");
    this.post.replaceChildren(element("span", { class: "office", dir: "auto", title: words }, words));
    if (person.language) this.post.append(element("span", { class: "tongue" }, person.language.toUpperCase()));
  }

  seenBy() {
    const { place } = this;
    this.seer.replaceChildren(...seersOf(place.about, place).map(({ id, name }) => {
      const option = element("option", { value: id }, name);
      option.selected = id === place.person;
      return option;
    }));
    // It keeps its place in the document: whoever goes by keyboard stays on it.
    if (!this.post.contains(this.seer)) this.post.replaceChildren(element("span", { class: "seen-by" }, "as seen by:"), this.seer);
  }

  /** True when this person or group can already be chosen here. */
  offers(id) {
    return [...this.chooser.options].some((option) => option.value === String(id));
  }

  /** Draws the time where this person is. */
  tick(now, zone) {
    this.hour.textContent = hourText(now, zone);
    this.zone.textContent = zoneText(now, zone);
  }
}

/** The people through whose eyes a group can be looked at: its members, and whoever does already. */
function seersOf(group, place) {
  const inside = new Set(group.members.filter((member) => member.is_in).map((member) => member.id));
  return [...place.world.people.values()].filter(({ id }) => inside.has(id) || id === place.person);
}

/** The people and groups to choose from; under the names of their roles where they have any. */
function choicesOf(people, place) {
  const optionOf = ({ id, name }, chosen) => {
    const option = element("option", { value: id }, name);
    option.selected = chosen;
    return option;
  };
  const roles = new Map();
  for (const person of people) {
    const role = person.role ?? "";
    roles.set(role, [...(roles.get(role) ?? []), optionOf(person, person.id === place.chat)]);
  }
  const chats = place.world.openGroups.map(({ id, title }) => optionOf({ id, name: title }, id === place.group));
  if (roles.size === 1 && !chats.length) return [...roles.values()][0];
  const titled = [...roles].map(([role, options]) => [role || "others", options]);
  if (chats.length) titled.push(["group chats", chats]);
  return titled.map(([label, options]) => element("optgroup", { label }, ...options));
}
