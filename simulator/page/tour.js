/** The tour: the host's steps, each with the real button lit up, until the real effect is there. */
import { announce, element, icon, unseen } from "./elements.js";

const LOOK_MILLISECONDS = 250;
// Time to see what one act did before the next is shown.
const PAUSE_MILLISECONDS = 900;

export class Tour {
  /** `stage` finds things on the page; `begin` starts over and resolves when the page is new. */
  constructor(band, stage, desk, begin) {
    this.band = band;
    this.stage = stage;
    this.begin = begin;
    this.steps = [];
    this.at = null;
    desk.addEventListener("busy", ({ detail }) => !detail.busy && this.pageDid(detail.name));
  }

  get step() {
    return this.steps[this.at.step];
  }

  get act() {
    return this.at && this.step.acts[this.at.act];
  }

  async start(steps) {
    this.end();
    this.steps = steps;
    this.pressed = null;
    await this.begin();
    this.at = { step: 0, act: 0 };
    this.timer = setInterval(() => this.look(), LOOK_MILLISECONDS);
    this.show();
  }

  end() {
    clearInterval(this.timer);
    this.at = null;
    this.skipping = false;
    this.light(null);
    this.band.clear();
  }

  /** Shows the present act in the band, and its phone where only one fits. */
  show() {
    this.done = false;
    this.filled = null;
    const { title, acts } = this.step;
    const count = this.steps.length;
    const number = this.at.step + 1;
    const pane = this.stage.paneFor(this.act);
    if (pane) this.stage.bring([pane.personId]);
    const dots = this.steps.map((_, index) => element("span", { class: index < number ? "dot past" : "dot" }));
    const button = (label, run, kind = "plain") => element("button", { type: "button", class: kind, onclick: run }, label);
    this.band.show("tour", [
      element("p", { class: "band-count" }, `${number} of ${count}`, element("span", { class: "dots", "aria-hidden": "true" }, ...dots)),
      element("div", { class: "band-words" },
        element("h2", {}, title, acts.length > 1 ? element("span", { class: "part" }, ` ${this.at.act + 1}/${acts.length}`) : null),
        element("p", {}, this.act.words)),
      element("div", { class: "band-buttons" },
        this.act.kind === "see" ? button("Continue", () => this.next(), "plain strong") : button("Do it for me", () => this.doIt()),
        button("Skip step", () => this.skip()),
        element("button", { type: "button", class: "round", title: "End the tour", "aria-label": "End the tour", onclick: () => this.end() }, icon("close"))),
    ]);
    announce(`Step ${number} of ${count}, ${title}. ${this.act.words}`);
    this.look();
  }

  /** Lights up what the act is done with, and goes on once its effect is there. */
  look() {
    if (!this.at || this.done) return;
    this.fill();
    this.light(this.stage.target(this.act));
    if (this.skipping) this.doIt();
    if (this.act?.until && this.stage.isSeen(this.act.until)) this.succeed();
  }

  /** Puts the words of an act into the message line, and again when the phone was built anew. */
  fill() {
    if (this.act.kind !== "write") return;
    const composer = this.stage.paneFor(this.act)?.composer;
    if (!composer || composer === this.filled) return;
    this.filled = composer;
    composer.put(this.act.text);
  }

  /** An act without an effect on a phone is done when the page's own button is. */
  pageDid(name) {
    if (!this.at || this.act.kind !== "press" || this.act.until) return;
    if (this.stage.target(this.act)?.dataset.host === name) this.succeed();
  }

  succeed() {
    if (this.done) return;
    this.done = true;
    this.light(null);
    setTimeout(() => this.at && this.next(), this.skipping ? 0 : PAUSE_MILLISECONDS);
  }

  light(target) {
    if (this.lit === target) return;
    this.lit?.classList.remove("lit");
    // The message may have been drawn anew, so that what was lit hangs on no phone any more.
    this.litPane?.classList.remove("lit-pane");
    this.lit = target;
    this.litPane = target?.closest(".pane");
    if (!target) return;
    target.classList.add("lit");
    this.litPane?.classList.add("lit-pane");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "nearest", inline: "nearest", behavior: calm ? "instant" : "smooth" });
  }

  /** Does the present act by pressing the real thing; once, so that waiting presses nothing twice. */
  doIt() {
    if (this.act.kind === "see") {
      if (this.skipping) this.next();
      return;
    }
    const target = this.stage.target(this.act);
    if (!target || target.disabled || this.pressed === this.act) return;
    this.pressed = this.act;
    target.click();
  }

  next() {
    const { at } = this;
    at.act += 1;
    if (at.act === this.step.acts.length) {
      this.skipping = false;
      at.step += 1;
      at.act = 0;
    }
    if (at.step < this.steps.length) this.show();
    else this.finish();
  }

  /** Has the rest of this step done, so that the next finds what it needs. */
  skip() {
    this.skipping = true;
    this.look();
  }

  finish() {
    clearInterval(this.timer);
    this.at = null;
    this.light(null);
    const words = "Now try to break it: Tap twice, Restart the bot, a phone offline, a stranger.";
    this.band.show("tour", [
      element("div", { class: "band-words" }, element("h2", {}, "That was the tour"), element("p", {}, words)),
      element("div", { class: "band-buttons" }, element("button", { type: "button", class: "plain strong", onclick: () => this.end() }, "Close", unseen(" the tour"))),
    ]);
    announce(`That was the tour. ${words}`);
  }
}
