/** One phone: whose it is, its switches, the chat with the bot, and what lies over it. */
import { Composer } from "./composer.js";
import { announce, copyText, element, icon, unseen } from "./elements.js";
import { Follow } from "./follow.js";
import { Holder } from "./holder.js";
import { firstLine, linearLines } from "./linear.js";
import { lockScreen } from "./lockscreen.js";
import { messageElement } from "./message.js";
import { openPanel, openSheet, showAlert, showToast } from "./overlays.js";
import { act, deepLink } from "./remote.js";
import { soundLog } from "./sounds.js";
import { dayText, hourText, knownZone } from "./times.js";

export class Pane {
  constructor(number, personId, desk) {
    this.number = number;
    this.desk = desk;
    this.world = desk.world;
    this.personId = personId;
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

  get names() {
    return { person: this.person().name, bot: this.desk.botName };
  }

  build() {
    this.holder = new Holder(this.number, {
      give: (id) => this.giveTo(id),
      flip: (name) => this.flip(name),
      hosts: () => this.world.hosts,
    });
    this.status = element("p", { class: "status" });
    this.bells = element("button", { type: "button", class: "bells", title: "What rang on this phone, and what came silently", onclick: () => openPanel(this.screen, "Sounds", soundLog(this.world, this.personId, this.zone)) });
    this.log = element("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0", "aria-label": "Messages" });
    this.follow = new Follow(this.log, () => this.seen());
    this.jump = element("button", { type: "button", class: "jump", hidden: true, onclick: () => this.follow.toEnd(true) });
    this.screen = element("div", { class: "screen" });
    this.composer = new Composer({
      screen: this.screen,
      person: () => this.person(),
      bots: () => this.world.bots,
      send: (body) => this.send(body),
      complain: (text) => showToast(this.screen, text),
    });
    this.botName = element("p", { class: "bot-name", dir: "auto" });
    const bar = element("header", { class: "appbar" }, element("span", { class: "bot-seal" }, icon("seal")),
      element("div", { class: "bot-words" }, this.botName, this.status), this.bells);
    this.screen.append(bar, element("div", { class: "chat" }, this.log, this.jump), this.composer.root);
    this.root = element("section", { class: "pane", id: `pane-${this.number}`, tabindex: "-1" }, ...this.holder.nodes, this.screen);
  }

  listen() {
    const mine = (handler) => ({ detail }) => {
      const person = detail.person?.id ?? detail.person;
      if (person === this.personId) handler(detail);
    };
    const { world } = this;
    world.addEventListener("message", mine(({ message }) => this.arrived(message)));
    world.addEventListener("edit", mine(({ message }) => this.edited(message)));
    world.addEventListener("delete", mine(({ id }) => this.deleted(id)));
    world.addEventListener("answer", mine((answer) => this.answered(answer)));
    world.addEventListener("person", ({ detail }) => this.personChanged(detail.person));
    this.desk.addEventListener("described", () => this.quietChanged());
    this.desk.taps.addEventListener("change", mine((detail) => this.tapsChanged(detail)));
  }

  /** Draws everything anew: another person, another state, a reconnection. */
  refresh() {
    const person = this.person();
    this.root.setAttribute("aria-label", `Phone ${this.number}: ${person.name}`);
    this.botName.textContent = this.desk.botName;
    this.refreshHead();
    this.refreshChat();
    this.tick();
  }

  refreshHead() {
    const person = this.person();
    const pressed = { offline: person.offline, blocked: person.blocked, locked: this.locked, linear: this.linear, old: this.old, quiet: this.isQuiet() };
    this.holder.refresh(person, [...this.world.people.values()], pressed);
    this.screen.classList.toggle("offline", Boolean(person.offline));
    this.refreshStatus();
    this.composer.refresh(this.world.messagesOf(person.id));
  }

  refreshStatus() {
    const person = this.person();
    const waiting = this.world.waitingFor(person.id);
    this.waiting = waiting;
    this.status.textContent = person.offline
      ? `no network${waiting ? ` · ${waiting} waiting` : ""}`
      : person.blocked ? "blocked" : this.isQuiet() ? "bot · quiet hours" : "bot";
    const { sounds, silents } = this.world.bellsOf(person.id);
    this.bells.replaceChildren(
      element("span", {}, icon("bell"), String(sounds), unseen(" with sound, ")),
      element("span", {}, icon("bell-off"), String(silents), unseen(" silent")));
  }

  refreshChat() {
    const messages = this.world.messagesOf(this.personId);
    this.drawnOffline = Boolean(this.person().offline);
    this.lastDay = null;
    this.log.replaceChildren();
    this.log.classList.toggle("linear", this.linear);
    for (const message of messages) this.append(message);
    if (!messages.length) this.log.append(this.welcome());
    this.composer.refresh(messages);
    this.refreshLock();
    this.follow.toEnd(false);
  }

  welcome() {
    const [bot] = this.world.bots;
    const words = bot?.description || "Press Start to open the chat with the assistant.";
    return element("div", { class: "welcome" }, element("span", { class: "bot-seal" }, icon("seal")),
      element("p", { class: "welcome-name" }, this.desk.botName), element("p", { dir: "auto" }, words));
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
      return element("p", { class: "day", dataset: { id: message.id } }, `${this.names.bot} pinned a message`);
    }
    if (this.linear) {
      const lines = linearLines(message, this.names, this.zone);
      return element("div", { class: "reading", dataset: { id: message.id } }, ...lines.map((line) => element("p", { dir: "auto" }, line)));
    }
    return messageElement(message, {
      zone: this.zone,
      names: this.names,
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
      find: (id) => this.world.messagesOf(this.personId).find((one) => one.id === id),
      show: (id) => this.show(id),
      isWaiting: (one, button) => this.desk.taps.isOpen(this.personId, one.id, button.value),
      tap: (one, button) => this.tap(one, button),
      start: (payload) => this.start(payload),
      more: (one) => this.openMore(one),
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
    const follows = this.follow.isNearEnd() || message.from === "person";
    if (!this.node(message.id)) this.append(message);
    this.refreshStatus();
    this.composer.refresh(this.world.messagesOf(this.personId));
    this.refreshLock();
    if (message.from === "bot") {
      this.unread += 1;
      if (!message.silent) this.ring();
      announce(`${this.person().name}: ${firstLine(message)}`);
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

  tapsChanged({ late }) {
    for (const key of this.log.querySelectorAll(".key[data-value]")) {
      const id = Number(key.closest(".message").dataset.id);
      const waiting = this.desk.taps.isOpen(this.personId, id, key.dataset.value);
      key.classList.toggle("waiting", waiting);
      if (waiting) key.setAttribute("aria-busy", "true");
      else key.removeAttribute("aria-busy");
    }
    if (late) showToast(this.screen, `No answer to “${late.label}” yet. The tap is kept.`);
  }

  async send(body) {
    const person = this.person();
    try {
      const { waiting, refused = [] } = await act({ person: person.id, ...body });
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
    return this.send({ act: "start", payload: payload || undefined });
  }

  async tap(message, button) {
    if (this.desk.taps.isOpen(this.personId, message.id, button.value)) return;
    const tap = this.desk.taps.begin(this.person(), message, button);
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
    const messages = this.world.messagesOf(this.personId).filter((message) => message.from === "bot");
    this.screen.append(lockScreen({
      now: this.world.now(), zone: this.zone, botName: this.desk.botName, messages, unlock: () => this.lock(false),
    }));
  }

  openMore(message) {
    const choices = [{ label: "Reply", run: () => this.composer.reply(message) }];
    const own = message.from === "person";
    if (own && message.kind === "text") choices.push({ label: "Edit", run: () => this.composer.edit(message) });
    if (message.text) {
      const copy = async () => {
        const copied = await copyText(message.text);
        showToast(this.screen, copied ? "Text copied" : "The browser refused to copy");
      };
      choices.push({ label: "Copy text", run: copy });
    }
    openSheet(this.screen, "This message", choices);
  }

  giveTo(personId) {
    this.personId = personId;
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
