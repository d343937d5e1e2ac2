/** Where on the page something is: whose phone, which button; for the tour and for scenes. */

/** The visible label of a button of the page's head or drawer. */
function pageButton(label) {
  const all = [...document.querySelectorAll(".masthead button, .drawer button")];
  return all.find((button) => button.textContent === label) ?? null;
}

export class Stage {
  /** `phones` is {all() -> panes, choose(index)}; `world` the page's copy of the local Telegram. */
  constructor(world, phones) {
    this.world = world;
    this.phones = phones;
  }

  personNamed(name) {
    return [...this.world.people.values()].find((person) => person.name === name);
  }

  /** The phone that shows this person's private chat. */
  paneOf(personId) {
    return this.phones.all().find((pane) => pane.place.chat === personId) ?? null;
  }

  /** Puts these people on phones, taking the last phones that show none of them; shows the first. */
  bring(ids) {
    const known = ids.filter((id) => this.world.people.has(id));
    for (const id of known) {
      if (this.paneOf(id)) continue;
      this.phones.all().findLast((pane) => !known.includes(pane.place.chat))?.giveTo(id);
    }
    const first = this.phones.all().findIndex((pane) => pane.place.chat === known[0]);
    if (first >= 0) this.phones.choose(first);
  }

  /** The phone of the person an act is about, brought onto the page when it is not there. */
  paneFor(act) {
    const person = act.person && this.personNamed(act.person);
    if (!person) return null;
    if (!this.paneOf(person.id)) this.bring([person.id]);
    return this.paneOf(person.id);
  }

  /** What an act is to be done with: a button, a message's line or Send; null when it is not there. */
  target(act) {
    if (act.kind === "press") return pageButton(act.label);
    const pane = this.paneFor(act);
    if (!pane) return null;
    if (act.kind === "write") return pane.composer.sender;
    if (act.kind === "tap") {
      return [...pane.log.querySelectorAll(".key")].findLast((key) => key.textContent.startsWith(act.label)) ?? null;
    }
    return [...pane.log.querySelectorAll(".text p")].findLast((line) => line.textContent.includes(act.text)) ?? null;
  }

  /** True when the effect is to be seen among what the bot said last to that person. */
  isSeen({ person, key, text }) {
    const id = this.personNamed(person)?.id;
    const latest = this.world.messagesOf(id).filter((message) => message.from === "bot").slice(-LATEST);
    return latest.some((message) => (key && message.keyboard.flat().some((one) => one.text.startsWith(key)))
      || (text && message.text.includes(text)));
  }
}

// An effect shows in the newest messages or on a card that was edited a little further up.
const LATEST = 5;
