/** The head of the page: the demo's clock, the steps that move it, the line of what is to come. */
import { announce, element } from "./elements.js";
import { dateText, fullText, hourText, shortText, zoneText } from "./times.js";

const STEPS = [
  { label: "+1 hour", host: "advance", body: { hours: 1 } },
  { label: "+1 day", host: "advance", body: { days: 1 } },
  { label: "Next event", host: "next_event", body: {}, title: "Go to the next event (key: full stop)", strong: true },
];
const EVENTS_SHOWN = 8;
const NOTICE_MILLISECONDS = 6000;
const WEEK_MILLISECONDS = 7 * 24 * 3600 * 1000;

export class Header {
  constructor(desk) {
    this.desk = desk;
    this.now = document.getElementById("now");
    this.steps = document.getElementById("steps");
    this.coming = document.getElementById("coming");
    this.trouble = document.getElementById("trouble");
    this.setter = document.getElementById("set-clock");
    this.question = document.getElementById("ask-clock");
    this.setter.addEventListener("click", () => this.askMoment());
    desk.world.addEventListener("loaded", () => this.build());
    desk.world.addEventListener("clock", () => {
      this.tick();
      announce(`The clock shows ${fullText(desk.world.now(), desk.zone)}`);
    });
    desk.addEventListener("described", () => this.showComing());
    desk.addEventListener("busy", ({ detail }) => this.setBusy(detail));
    desk.addEventListener("trouble", ({ detail }) => this.complain(detail.text));
    desk.addEventListener("notice", ({ detail }) => this.tell(detail.text));
  }

  build() {
    const { botName, world } = this.desk;
    document.getElementById("title").textContent = botName;
    document.title = `${botName} · demonstration`;
    const offered = STEPS.filter(({ host }) => world.hosts.has(host));
    this.steps.replaceChildren(...offered.map(({ label, host, body, title, strong }) => element("button", {
      type: "button",
      class: strong ? "plain strong" : "plain",
      title,
      dataset: { host },
      onclick: () => this.desk.ask(host, body),
    }, label)));
    this.setter.disabled = !world.hosts.has("advance");
    this.setter.title = this.setter.disabled ? "" : "Set the clock to another moment";
    this.tick();
  }

  /** Says for a moment what the host did. */
  tell(text) {
    announce(text);
    const notice = document.getElementById("notice");
    notice.textContent = text;
    notice.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { notice.hidden = true; }, NOTICE_MILLISECONDS);
  }

  /** Asks for a date and an hour, on the clock of the demo, and moves there. */
  askMoment() {
    const { world, zone } = this.desk;
    const example = `for example ${shortText(new Date(world.now().getTime() + WEEK_MILLISECONDS), zone)}`;
    const field = element("input", { type: "text", placeholder: example, required: true, autocomplete: "off", "aria-label": "Date and time" });
    const close = () => this.question.close();
    const form = element("form", {},
      element("h2", { id: "ask-clock-title" }, "Set the clock"),
      element("p", {}, "Write a day and an hour. What is due on the way happens, in its order."),
      field,
      element("div", { class: "choices" },
        element("button", { type: "button", class: "plain", onclick: close }, "Cancel"),
        element("button", { type: "submit", class: "plain strong" }, "Go there")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close();
      this.desk.ask("advance", { typed: field.value, zone });
    });
    this.question.replaceChildren(form);
    this.question.showModal();
    field.focus();
  }

  /** Draws the clock; called every second. */
  tick() {
    const { world, zone } = this.desk;
    const now = world.now();
    const words = `${dateText(now, zone)}|${hourText(now, zone)}|${zoneText(now, zone)}`;
    if (words === this.words) return;
    this.words = words;
    const [date, hour, name] = words.split("|");
    this.now.dateTime = now.toISOString();
    this.now.replaceChildren(
      element("span", { class: "date" }, `${date} `),
      element("span", { class: "hour" }, hour),
      element("span", { class: "zone" }, ` ${name}`));
  }

  showComing() {
    const { described, world, zone } = this.desk;
    const events = described.next.slice(0, EVENTS_SHOWN);
    this.coming.hidden = !events.length;
    const movable = world.hosts.has("advance");
    const step = this.steps.querySelector("[data-host=next_event]");
    if (step && events.length) {
      const [{ at, what }] = events;
      step.title = `To ${shortText(new Date(at), zone)}, ${what} (key: full stop)`;
    }
    this.coming.replaceChildren(element("span", { class: "coming-title" }, "Coming"), ...events.map(({ at, what }) => {
      const words = [element("time", { datetime: at }, shortText(new Date(at), zone)), ` ${what}`];
      if (!movable) return element("span", { class: "event" }, ...words);
      const go = () => this.desk.ask("advance", { to: at });
      return element("button", { type: "button", class: "event", title: "Move the clock to this moment", onclick: go }, ...words);
    }));
  }

  setBusy({ name, busy }) {
    for (const button of this.steps.children) {
      if (button.dataset.host === name) button.setAttribute("aria-busy", String(busy));
      button.disabled = busy;
    }
  }

  /** Tells the reader that something failed; the line goes with the next success or a press. */
  complain(text, lasting = false) {
    const close = element("button", { type: "button", class: "plain", onclick: () => this.calm() }, "Dismiss");
    this.trouble.replaceChildren(element("span", {}, text), lasting ? "" : close);
    this.trouble.hidden = false;
  }

  calm() {
    this.trouble.hidden = true;
  }
}
