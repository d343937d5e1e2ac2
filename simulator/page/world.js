/**
 * The page's copy of the local Telegram. It says what changed by events named after the server's
 * ("message", "edit", "answer" …), each with `detail`; "loaded" after a whole new state.
 */

// A smaller difference is the way through the network, not somebody's hand on the clock.
const CLOCK_JITTER_MILLISECONDS = 5000;

/** Newest message id, 0 for an empty chat. */
function newest(messages) {
  return messages.reduce((latest, message) => Math.max(latest, message.id), 0);
}

export class World extends EventTarget {
  constructor() {
    super();
    this.bots = [];
    this.people = new Map();
    this.chats = new Map();
    this.hosts = new Set();
    this.setClock(Date.now());
    // What a phone without network still shows: its chat as it was when it went offline.
    this.frozen = new Map();
  }

  /** Takes over the whole state of GET /_emu/state. */
  load(state) {
    this.bots = state.bots;
    this.hosts = new Set(state.host ?? []);
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.chats = new Map(state.people.map((person) => [person.id, state.chats[person.id] ?? []]));
    this.setClock(state.clock.now);
    for (const person of state.people) this.freezeOrThaw(person);
    this.say("loaded", {});
  }

  /** Takes one event of the stream; types that change nothing here are only passed on. */
  apply(event) {
    const take = {
      message: this.takeMessage,
      edit: this.takeEdit,
      delete: this.takeDelete,
      person: this.takePerson,
      clock: this.takeClock,
    }[event.type];
    if (take?.call(this, event) !== false) this.say(event.type, event);
  }

  takeMessage({ person, message }) {
    const chat = this.chats.get(person) ?? [];
    if (!chat.some((known) => known.id === message.id)) {
      this.chats.set(person, [...chat, message]);
    }
  }

  takeEdit({ person, message }) {
    const chat = this.chats.get(person) ?? [];
    this.chats.set(person, chat.map((known) => (known.id === message.id ? message : known)));
  }

  takeDelete({ person, id }) {
    const chat = this.chats.get(person) ?? [];
    this.chats.set(person, chat.filter((known) => known.id !== id));
  }

  takePerson({ person }) {
    this.people.set(person.id, { ...this.people.get(person.id), ...person });
    if (!this.chats.has(person.id)) this.chats.set(person.id, []);
    this.freezeOrThaw(this.people.get(person.id));
  }

  /** False when the clock only went on: the server also says so after acts that did not move it. */
  takeClock({ now }) {
    const before = this.now();
    this.setClock(now);
    return Math.abs(this.now() - before) > CLOCK_JITTER_MILLISECONDS;
  }

  setClock(now) {
    this.clock = { now: new Date(now), read: performance.now() };
  }

  /** The demo's present moment; between two words of the server its clock runs like ours. */
  now() {
    return new Date(this.clock.now.getTime() + performance.now() - this.clock.read);
  }

  /** Messages that this person's phone can show. */
  messagesOf(person) {
    return this.frozen.get(person) ?? this.chats.get(person) ?? [];
  }

  /** How many of the bot's messages this phone has got with sound, and how many without. */
  bellsOf(person) {
    const received = this.messagesOf(person).filter((message) => message.from === "bot");
    const silents = received.filter((message) => message.silent).length;
    return { sounds: received.length - silents, silents };
  }

  /** How many of the bot's messages wait for a phone without network. */
  waitingFor(person) {
    const frozen = this.frozen.get(person);
    if (!frozen) return 0;
    const seen = newest(frozen);
    return this.chats.get(person).filter((one) => one.from === "bot" && one.id > seen).length;
  }

  freezeOrThaw(person) {
    const key = `offline-since-${person.id}`;
    if (!person.offline) {
      sessionStorage.removeItem(key);
      this.frozen.delete(person.id);
    } else if (!this.frozen.has(person.id)) {
      const chat = this.chats.get(person.id) ?? [];
      // After a reload of the page the phone must not have caught up.
      const since = Number(sessionStorage.getItem(key) ?? newest(chat));
      sessionStorage.setItem(key, since);
      this.frozen.set(person.id, chat.filter((message) => message.id <= since));
    }
  }

  say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
