/** The foot of the page: what just happened, what is due, which rows were touched, and how to break it. */
import { element, icon } from "./elements.js";
import { addFault } from "./remote.js";
import { fullText, shortText } from "./times.js";

const LOG_SHOWN = 60;
// What reaches a person, and not the bot's own questions for news.
const METHODS = "sendMessage,editMessageText,editMessageReplyMarkup,sendDocument";
const STRESSES = [
  { label: "Refuse", title: "Telegram refuses the bot's next message for 5 seconds: error 429", fault: { kind: "429", retry_after: 5, method: METHODS } },
  { label: "Lose", title: "The bot's next message arrives, but the line breaks before the bot learns of it", fault: { kind: "reset_after", method: METHODS } },
  { label: "Away", title: "Telegram is away for 10 seconds: error 502 to every call", fault: { kind: "502", lasts: 10 } },
];
const BEGINNINGS = {
  reset: { label: "Start over", title: "Puts everything back to the beginning", question: "Everything written and tapped in this demonstration is forgotten, and the clock goes back to the beginning." },
  start_empty: { label: "Start empty", title: "Begins without the sample group", question: "Everything is forgotten. The demonstration begins as on the first day: without a group, with a setup code for the first secretary." },
};

export class Drawer {
  constructor(desk) {
    this.desk = desk;
    this.root = document.getElementById("drawer");
    this.build();
    desk.world.addEventListener("loaded", () => this.refresh());
    desk.addEventListener("described", () => this.refresh());
    desk.taps.addEventListener("change", () => this.refreshTap());
    desk.addEventListener("busy", ({ detail }) => this.setBusy(detail));
  }

  build() {
    this.latest = element("span", { class: "latest", dir: "auto" });
    this.toggle = element("button", { type: "button", class: "drawer-toggle", "aria-expanded": "false", "aria-controls": "drawer-body" },
      icon("down"), element("span", { class: "drawer-title" }, "What just happened"), this.latest);
    this.toggle.addEventListener("click", () => this.open(this.body.hidden));
    const button = (host, label, title, run, kind = "plain") =>
      element("button", { type: "button", class: kind, title, hidden: true, dataset: { host }, onclick: run }, label);
    this.twice = button("tap_twice", "Tap twice", "", () => this.tapTwice());
    this.twice.disabled = true;
    this.buttons = [
      this.twice,
      button("two_editors", "Two editors", "Both secretaries open the same draft", () => this.desk.ask("two_editors")),
      button("restart", "Restart the bot", "Stops the bot and starts it anew; old buttons still work", () => this.desk.ask("restart")),
      ...Object.entries(BEGINNINGS).map(([host, { label, title }]) => button(host, label, title, () => this.ask(host))),
    ];
    const stress = STRESSES.map((one) => element("button", { type: "button", class: "plain", title: one.title, onclick: () => this.stress(one) }, one.label));
    this.log = element("ol", { class: "entries" });
    this.due = element("ol", { class: "entries" });
    this.rows = element("div", { class: "rows" });
    const part = (title, content) => element("section", {}, element("h2", {}, title), content);
    this.body = element("div", { class: "drawer-body", id: "drawer-body", hidden: true },
      part("Newest first", this.log), part("What is due", this.due), part("Rows touched", this.rows),
      element("p", { class: "keys" }, "Keys: 1 to 5 choose a phone, Tab goes to its buttons, Enter taps, full stop goes to the next event."));
    this.sure = element("dialog", { "aria-labelledby": "sure-title" });
    this.root.append(element("div", { class: "drawer-bar" }, this.toggle,
      element("div", { class: "drawer-buttons" },
        element("div", { class: "stress", role: "group", "aria-label": "Make it difficult" }, element("span", {}, "Telegram:"), ...stress),
        ...this.buttons)), this.body, this.sure);
  }

  /** Asks before the demonstration begins again. */
  ask(host) {
    const { label, question } = BEGINNINGS[host];
    const close = () => this.sure.close();
    const agree = () => {
      close();
      this.desk.ask(host);
    };
    this.sure.replaceChildren(
      element("h2", { id: "sure-title" }, `${label}?`),
      element("p", {}, question),
      element("div", { class: "choices" },
        element("button", { type: "button", class: "plain", onclick: close, autofocus: true }, "Keep it"),
        element("button", { type: "button", class: "plain danger", onclick: agree }, label)));
    this.sure.showModal();
  }

  /** Lets something go wrong between Telegram and the bot; the log tells what came of it. */
  async stress({ fault, title }) {
    try {
      await addFault(fault);
      this.desk.say("notice", { text: title });
    } catch (error) {
      this.desk.say("trouble", { text: error.message });
    }
  }

  open(open) {
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (open) this.log.parentElement.scrollTop = 0;
  }

  /** Sends the last tap once more, as a nervous thumb would. */
  tapTwice() {
    const { last } = this.desk.taps;
    if (!last) return;
    const chat = last.chat === last.person ? undefined : last.chat;
    this.desk.ask("tap_twice", { person: last.person, chat, message: last.message, data: last.value });
  }

  refresh() {
    const { described, world, zone } = this.desk;
    for (const button of this.buttons) button.hidden = !world.hosts.has(button.dataset.host);
    const both = [...described.log, ...described.troubles];
    const log = both.sort((a, b) => new Date(a.at) - new Date(b.at)).slice(-LOG_SHOWN).reverse();
    this.latest.textContent = log[0]?.text ?? "";
    this.log.replaceChildren(...log.map(({ at, text }) => this.entry(at, text, zone)));
    this.due.replaceChildren(...described.next.map(({ at, what }) => this.entry(at, what, zone)));
    this.rows.replaceChildren(...described.rows.map(tableRow));
    for (const list of [this.log, this.due, this.rows]) list.classList.toggle("empty", !list.childElementCount);
    this.refreshTap();
  }

  entry(at, text, zone) {
    const moment = new Date(at);
    const time = element("time", { datetime: at, title: fullText(moment, zone) }, shortText(moment, zone));
    return element("li", {}, time, element("span", { dir: "auto" }, text));
  }

  refreshTap() {
    const { last } = this.desk.taps;
    const name = this.desk.world.people.get(last?.person)?.name;
    this.twice.disabled = !name;
    this.twice.title = name ? `Sends the tap of ${name} on “${last.label}” again` : "Tap a button first";
  }

  setBusy({ name, busy }) {
    for (const button of this.buttons) {
      if (button.dataset.host !== name) continue;
      button.setAttribute("aria-busy", String(busy));
      button.disabled = busy;
    }
    this.refreshTap();
  }
}

function tableRow({ table, row }) {
  const cells = Object.entries(row).flatMap(([column, value]) => [
    element("dt", {}, column),
    element("dd", { dir: "auto" }, value === null ? "–" : typeof value === "object" ? JSON.stringify(value) : String(value)),
  ]);
  return element("div", { class: "table-row" }, element("h3", {}, table), element("dl", {}, ...cells));
}
