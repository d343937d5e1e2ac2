/** The foot of the page: what just happened, what is due, which rows were touched, and how to break it. */
import { element, icon } from "./elements.js";
import { fullText, shortText } from "./times.js";

const LOG_SHOWN = 60;

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
      button("reset", "Start over", "Puts everything back to the beginning", () => this.sure.showModal()),
    ];
    this.log = element("ol", { class: "entries" });
    this.due = element("ol", { class: "entries" });
    this.rows = element("div", { class: "rows" });
    const part = (title, content) => element("section", {}, element("h2", {}, title), content);
    this.body = element("div", { class: "drawer-body", id: "drawer-body", hidden: true },
      part("Newest first", this.log), part("What is due", this.due), part("Rows touched", this.rows),
      element("p", { class: "keys" }, "Keys: 1 to 5 choose a phone, Tab goes to its buttons, Enter taps, full stop goes to the next event."));
    this.sure = this.question();
    this.root.append(element("div", { class: "drawer-bar" }, this.toggle, element("div", { class: "drawer-buttons" }, ...this.buttons)), this.body, this.sure);
  }

  question() {
    const close = () => this.sure.close();
    const agree = () => {
      close();
      this.desk.ask("reset");
    };
    return element("dialog", { "aria-labelledby": "sure-title" },
      element("h2", { id: "sure-title" }, "Start over?"),
      element("p", {}, "Everything written and tapped in this demonstration is forgotten, and the clock goes back to the beginning."),
      element("div", { class: "choices" },
        element("button", { type: "button", class: "plain", onclick: close, autofocus: true }, "Keep it"),
        element("button", { type: "button", class: "plain danger", onclick: agree }, "Start over")));
  }

  open(open) {
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (open) this.log.parentElement.scrollTop = 0;
  }

  /** Sends the last tap once more, as a nervous thumb would. */
  tapTwice() {
    const { last } = this.desk.taps;
    if (last) this.desk.ask("tap_twice", { person: last.person, message: last.message, data: last.value });
  }

  refresh() {
    const { described, world, zone } = this.desk;
    for (const button of this.buttons) button.hidden = !world.hosts.has(button.dataset.host);
    const log = described.log.slice(-LOG_SHOWN).reverse();
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
