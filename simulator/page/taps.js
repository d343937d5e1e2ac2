/** Taps on callback buttons that the bot has not answered yet, and the last one, to repeat it. */

import { chatOf } from "./world.js";

// Telegram's own apps give up about here (BOT_RESPONSE_TIMEOUT); the bot still gets the tap.
const PATIENCE_MILLISECONDS = 15000;

export class Taps extends EventTarget {
  constructor() {
    super();
    this.open = [];
    this.last = null;
  }

  /** Notes a tap in a chat; `person` is {id, offline}. */
  begin(person, chat, message, button) {
    const tap = { person: person.id, chat, message: message.id, value: button.value, label: button.text };
    this.last = tap;
    this.open.push(tap);
    // Without network the tap waits in the phone, for as long as that takes.
    if (!person.offline) this.hurry(tap);
    this.changed(tap, null);
    return tap;
  }

  /** The phone has network again: now its taps are on their way. */
  online(person) {
    for (const tap of this.open) if (tap.person === person) this.hurry(tap);
  }

  hurry(tap) {
    setTimeout(() => this.end(tap, true), PATIENCE_MILLISECONDS);
  }

  isOpen(person, chat, message, value) {
    return this.open.some((tap) => tap.person === person && tap.chat === chat && tap.message === message && tap.value === value);
  }

  /** An answer came: it belongs to the oldest open tap of that person in that chat. */
  answered(answer) {
    const tap = this.open.find((one) => one.person === answer.person && one.chat === chatOf(answer));
    if (tap) this.end(tap, false);
  }

  /** Closes a tap; `late` when no answer came in time. */
  end(tap, late) {
    if (!this.open.includes(tap)) return;
    this.open = this.open.filter((one) => one !== tap);
    this.changed(tap, late ? tap : null);
  }

  changed({ person, chat }, late) {
    this.dispatchEvent(new CustomEvent("change", { detail: { person, chat, late } }));
  }
}
