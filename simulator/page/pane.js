/** One phone: whose it is, its switches, the chat that it shows, and what lies over it. */
import { Composer } from "./composer.js";
import { announce, element, icon, unseen } from "./elements.js";
import { Follow } from "./follow.js";
import { Holder } from "./holder.js";
import { linearLines } from "./linear.js";
import { lockScreen } from "./lockscreen.js";
import { messageElement } from "./message.js";
import { openMore } from "./more.js";
import { openPanel, showAlert, showToast } from "./overlays.js";
import { GroupPlace, PrivatePlace } from "./places.js";
import { act, deepLink } from "./remote.js";
import { soundLog } from "./sounds.js";
import { dayText, hourText, knownZone } from "./times.js";
import { fillTopics } from "./topics.js";
import { chatOf, isIncoming } from "./world.js";

export class Pane {
  /** `shown` is {person, group}, by their ids; without a group it is the private chat. */
  constructor(number, shown, desk) {
    this.number = number;
    this.desk = desk;
    this.world = desk.world;
    this.go(shown);
    this.locked = false;
    this.linear = false;
    this.old = false;
    this.unread = 0;
    this.build();
    this.listen();
    this.refresh();
  }

  person() {
    return this.world.people.get(this.personId);
  }

  get zone() {
    return knownZone(this.person().zone);
  }

  go({ person, group }) {
    this.personId = person;
    this.place = group ? new GroupPlace(this.desk, person, group) : new PrivatePlace(this.desk, person);
  }

  /** True while there is such a person and such a chat. */
  isThere() {
    return Boolean(this.person()) && (!this.place.group || this.world.groups.has(this.place.group));
  }

  build() {
    this.holder = new Holder(this.number, {
      give: (person, group) => this.giveTo(person, group),
      flip: (name) => this.flip(name),
      hosts: () => this.world.hosts,
    });
    this.status = element("p", { class: "status" });
    this.bells = element("button", { type: "button", class: "bells", title: "What rang on this phone, and what came silently", onclick: () => openPanel(this.screen, "Sounds", soundLog(this.place.received, this.zone)) });
    this.log = element("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0", "aria-label": "Messages" });
    this.follow = new Follow(this.log, () => this.seen());
    this.jump = element("button", { type: "button", class: "jump", hidden: true, onclick: () => this.follow.toEnd(true) });
    this.screen = element("div", { class: "screen" });
    this.composer = new Composer({
      screen: this.screen,
      place: () => this.place,
      bots: () => this.world.bots,
      send: (body) => this.send(body),
      complain: (text) => showToast(this.screen, text),
    });
    this.badge = element("span");
    this.botName = element("p", { class: "bot-name", dir: "auto" });
    const bar = element("header", { class: "appbar" }, this.badge,
      element("div", { class: "bot-words" }, this.botName, this.status), this.bells);
    this.topics = element("div", { class: "topics", role: "group", "aria-label": "Topics", hidden: true });
    this.screen.append(element("div", { class: "head" }, bar, this.topics), element("div", { class: "chat" }, this.log, this.jump), this.composer.root);
    this.root = element("section", { class: "pane", id: `pane-${this.number}`, tabindex: "-1" }, ...this.holder.nodes, this.screen);
  }

  listen() {
    const { world } = this;
    const here = (handler) => ({ detail }) => {
      if (chatOf(detail) === this.place.chat) handler(detail);
    };
    const mine = (handler) => ({ detail }) => {
      if (detail.person === this.personId && (detail.chat ?? chatOf(detail)) === this.place.chat) handler(detail);
    };
    for (const prefix of ["", "group_"]) {
      world.addEventListener(`${prefix}message`, here(({ message }) => this.arrived(message)));
      world.addEventListener(`${prefix}edit`, here(({ message }) => this.edited(message)));
      world.addEventListener(`${prefix}delete`, here(({ id }) => this.deleted(id)));
    }
    world.addEventListener("answer", mine((answer) => this.answered(answer)));
    world.addEventListener("group", ({ detail }) => this.groupChanged(detail.group));
    world.addEventListener("person", ({ detail }) => this.personChanged(detail.person));
    this.desk.addEventListener("described", () => this.quietChanged());
    this.desk.taps.addEventListener("change", mine((detail) => this.tapsChanged(detail)));
  }

  /** Draws everything anew: another person, another state, a reconnection. */
  refresh() {
    this.refreshHead();
    this.refreshChat();
    this.tick();
  }

  refreshHead() {
    const person = this.person();
    const pressed = { offline: person.offline, blocked: person.blocked, locked: this.locked, linear: this.linear, old: this.old, quiet: this.isQuiet() };
    this.root.setAttribute("aria-label", `Phone ${this.number}: ${this.place.name}`);
    this.botName.textContent = this.place.title;
    this.badge.replaceChildren(this.place.badge());
    this.holder.refresh(this.place, pressed);
    fillTopics(this.topics, this.place, (id) => this.openTopic(id));
    this.screen.classList.toggle("offline", Boolean(person.offline));
    this.refreshStatus();
    this.composer.refresh(this.place.messages);
  }

  refreshStatus() {
    const { place } = this;
    const waiting = this.waiting = place.waiting;
    this.status.textContent = this.person().offline
      ? `no network${waiting ? ` · ${waiting} waiting` : ""}`
      : `${place.subtitle}${this.isQuiet() ? " · quiet hours" : ""}`;
    const { sounds, silents } = place.bells;
    this.bells.replaceChildren(
      element("span", {}, icon("bell"), String(sounds), unseen(" with sound, ")),
      element("span", {}, icon("bell-off"), String(silents), unseen(" silent")));
  }

  refreshChat() {
    const { messages } = this.place;
    this.drawnOffline = Boolean(this.person().offline);
    this.lastDay = null;
    this.log.replaceChildren();
    this.log.classList.toggle("linear", this.linear);
    for (const message of messages) if (this.place.shows(message)) this.append(message);
    if (!this.log.childElementCount) this.log.append(this.welcome());
    this.composer.refresh(messages);
    this.refreshLock();
    this.follow.toEnd(false);
  }

  welcome() {
    return element("div", { class: "welcome" }, this.place.badge(),
      element("p", { class: "welcome-name", dir: "auto" }, this.place.title), element("p", { dir: "auto" }, this.place.welcome));
  }

  append(message) {
    this.log.querySelector(".welcome")?.remove();
    const day = dayText(new Date(message.date * 1000), this.zone);
    if (day !== this.lastDay) this.log.append(element("p", { class: "day" }, day));
    this.lastDay = day;
    this.log.append(this.draw(message));
  }

  draw(message) {
    if (message.kind === "service") {
      return element("p", { class: "day", dir: "auto", dataset: { id: message.id } }, this.place.serviceText(message));
    }
    if (this.linear) {
      const lines = linearLines(message, this.place.nameOf(message), this.zone);
      return element("div", { class: "reading", dataset: { id: message.id } }, ...lines.map((line) => element("p", { dir: "auto" }, line)));
    }
    return messageElement(message, {
      zone: this.zone,
      place: this.place,
      old: this.old,
      reader: {
        old: this.old,
        zone: this.zone,
        language: this.person().language ?? "en",
        bots: this.world.bots,
        now: () => this.world.now(),
        command: (text) => this.send({ act: "text", text }),
        start: (payload) => this.start(payload),
      },
      find: (id) => this.place.messages.find((one) => one.id === id),
      show: (id) => this.show(id),
      isWaiting: (one, button) => this.desk.taps.isOpen(this.personId, this.place.chat, one.id, button.value),
      tap: (one, button) => this.tap(one, button),
      start: (payload) => this.start(payload),
      more: (one) => openMore(this, one),
    });
  }

  node(id) {
    return this.log.querySelector(`[data-id="${id}"]`);
  }

  arrived(message) {
    if (this.person().offline) {
      this.refreshStatus();
      return;
    }
    const { place } = this;
    const follows = this.follow.isNearEnd() || place.isOwn(message);
    if (place.shows(message) && !this.node(message.id)) this.append(message);
    this.refreshStatus();
    this.composer.refresh(place.messages);
    this.refreshLock();
    if (isIncoming(message, this.personId)) {
      this.unread += 1;
      if (!message.silent) this.ring();
      announce(`${place.name}: ${place.lineOf(message)}`);
    }
    if (follows) this.follow.toEnd(true);
    if (follows && this.isVisible() && !this.locked) this.seen();
    else this.unreadChanged();
  }

  edited(message) {
    const old = this.node(message.id);
    if (!old || this.person().offline) return;
    const follows = this.follow.isNearEnd();
    const keys = [...old.querySelectorAll(".key")];
    const focused = keys.indexOf(document.activeElement);
    const held = old.contains(document.activeElement);
    const fresh = this.draw(message);
    old.replaceWith(fresh);
    // Who goes by keyboard must not be thrown out of the message that answered the tap.
    if (held) (fresh.querySelectorAll(".key")[focused] ?? fresh).focus({ preventScroll: true });
    this.refreshLock();
    if (follows) this.follow.toEnd(false);
  }

  deleted(id) {
    if (!this.person().offline) this.node(id)?.remove();
  }

  answered({ text, alert, url }) {
    const payload = url ? deepLink(url, this.world.bots) : null;
    if (payload !== null) this.start(payload);
    if (!text) return;
    if (alert) showAlert(this.screen, text);
    else showToast(this.screen, text);
  }

  personChanged(person) {
    if (person.id !== this.personId) {
      if (!this.holder.offers(person.id)) this.refreshHead();
      return;
    }
    const waited = this.waiting;
    this.refreshHead();
    if (this.drawnOffline === Boolean(person.offline)) return;
    this.refreshChat();
    if (waited) announce(`${person.name}: back online, ${waited} new`);
  }

  /** A group is new, gone or other than before. */
  groupChanged(id) {
    const { migrated_to: next, is_active: isActive } = this.world.groups.get(id);
    if (id !== this.place.group) {
      if (isActive !== this.holder.offers(id)) this.refreshHead();
    } else if (next) this.giveTo(this.personId, next);
    else this.refreshHead();
  }

  openTopic(id) {
    this.place.topic = id;
    this.composer.drop();
    this.refreshHead();
    this.refreshChat();
  }

  tapsChanged({ late }) {
    for (const key of this.log.querySelectorAll(".key[data-value]")) {
      const id = Number(key.closest(".message").dataset.id);
      const waiting = this.desk.taps.isOpen(this.personId, this.place.chat, id, key.dataset.value);
      key.classList.toggle("waiting", waiting);
      if (waiting) key.setAttribute("aria-busy", "true");
      else key.removeAttribute("aria-busy");
    }
    if (late) showToast(this.screen, `No answer to “${late.label}” yet. The tap is kept.`);
  }

  async send(body) {
    const person = this.person();
    try {
      const { waiting, refused = [] } = await act({ person: person.id, ...this.place.fields, ...body });
      if (waiting) showToast(this.screen, "No network: this waits until the phone is online again.");
      if (refused.length) showToast(this.screen, `Refused when it was online again: ${refused.map(plainly).join(", ")}`);
      return true;
    } catch (error) {
      showToast(this.screen, error.message);
      return false;
    }
  }

  /** Opens a deep link; a link without a payload is a plain Start. */
  start(payload) {
    if (this.place.group) this.giveTo(this.personId);
    return this.send({ act: "start", payload: payload || undefined });
  }

  async tap(message, button) {
    if (this.desk.taps.isOpen(this.personId, this.place.chat, message.id, button.value)) return;
    const tap = this.desk.taps.begin(this.person(), this.place.chat, message, button);
    const sent = await this.send({ act: "tap", message: message.id, data: button.value });
    if (!sent) this.desk.taps.end(tap, false);
  }

  flip(name) {
    const person = this.person();
    if (name === "offline") this.send({ act: person.offline ? "online" : "offline" });
    if (name === "blocked") this.send({ act: person.blocked ? "unblock" : "block" });
    if (name === "locked") this.lock(!this.locked);
    if (name === "quiet") this.desk.ask("quiet", { person: person.id });
    if (name === "linear" || name === "old") {
      this[name] = !this[name];
      this.refreshHead();
      this.refreshChat();
    }
  }

  isQuiet() {
    return this.desk.described.quiet.includes(this.personId);
  }

  quietChanged() {
    if (this.wasQuiet === this.isQuiet() || !this.person()) return;
    this.wasQuiet = this.isQuiet();
    this.refreshHead();
  }

  lock(locked) {
    this.locked = locked;
    this.refreshHead();
    this.refreshLock();
    if (!locked && this.isVisible()) this.seen();
  }

  refreshLock() {
    this.screen.querySelector(".lock")?.remove();
    if (!this.locked) return;
    this.screen.append(lockScreen(this.world.now(), this.zone, this.place, () => this.lock(false)));
  }

  giveTo(person, group = null) {
    this.go({ person, group });
    this.unread = 0;
    this.locked = false;
    for (const old of this.screen.querySelectorAll(".toast, .cover")) old.remove();
    this.composer.drop();
    this.refresh();
    this.unreadChanged();
  }

  show(id) {
    const node = this.node(id);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
  }

  /** Takes the focus to the newest message with buttons, so that Tab goes to them. */
  choose() {
    const withKeys = [...this.log.querySelectorAll(".message")].findLast((node) => node.querySelector(".key"));
    (withKeys ?? this.log).focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.seen();
  }

  ring() {
    this.bells.classList.remove("ringing");
    requestAnimationFrame(() => this.bells.classList.add("ringing"));
  }

  isVisible() {
    return this.root.offsetParent !== null && !document.hidden;
  }

  seen() {
    if (!this.isVisible() || this.locked) return;
    this.unread = 0;
    this.unreadChanged();
  }

  unreadChanged() {
    this.jump.hidden = !this.unread || this.follow.isNearEnd() || this.locked;
    this.jump.textContent = this.unread === 1 ? "1 new message" : `${this.unread} new messages`;
    this.desk.say("unread", {});
  }

  /** Draws the time on this phone; called every second. */
  tick() {
    const now = this.world.now();
    this.holder.tick(now, this.zone);
    const hour = this.screen.querySelector(".lock-hour");
    if (hour) hour.textContent = hourText(now, this.zone);
  }
}

/** Telegram's word for a refusal as people would say it. */
function plainly(refusal) {
  return refusal === "DATA_INVALID" ? "the button is no longer there" : refusal;
}
