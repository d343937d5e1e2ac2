/**
 * The page's copy of the local Telegram. It says what changed by events named after the server's
 * ("message", "edit", "answer" …), each with `detail`; "loaded" after a whole new state.
 */

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
    this.clock = { now: new Date(), movable: false, read: performance.now(), runs: true };
    // What a phone without network still shows: its chat as it was when it went offline.
    this.frozen = new Map();
  }

  /** Takes over the whole state of GET /_emu/state. */
  load(state) {
    this.bots = state.bots;
    this.hosts = new Set(state.host ?? []);
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.chats = new Map(state.people.map((person) => [person.id, state.chats[person.id] ?? []]));
    this.setClock(state.clock.now, state.clock);
    for (const person of state.people) this.freezeOrThaw(person);
    this.say("loaded", {});
  }

  /** Takes one event of the stream. */
  apply(event) {
    const taken = this[`take_${event.type}`];
    if (taken) taken.call(this, event);
    this.say(event.type, event);
  }

  take_message({ person, message }) {
    const chat = this.chats.get(person) ?? [];
    if (!chat.some((known) => known.id === message.id)) {
      this.chats.set(person, [...chat, message]);
    }
  }

  take_edit({ person, message }) {
    const chat = this.chats.get(person) ?? [];
    this.chats.set(person, chat.map((known) => (known.id === message.id ? message : known)));
  }

  take_delete({ person, id }) {
    const chat = this.chats.get(person) ?? [];
    this.chats.set(person, chat.filter((known) => known.id !== id));
  }

  take_person({ person }) {
    this.people.set(person.id, { ...this.people.get(person.id), ...person });
    if (!this.chats.has(person.id)) this.chats.set(person.id, []);
    this.freezeOrThaw(this.people.get(person.id));
  }

  take_clock({ now }) {
    this.setClock(now, this.clock);
  }

  setClock(now, { movable, running, runs }) {
    this.clock = {
      now: new Date(now),
      movable: Boolean(movable),
      read: performance.now(),
      runs: running ?? runs ?? true,
    };
  }

  /** The demo's present moment. */
  now() {
    const { now, read, runs } = this.clock;
    return new Date(now.getTime() + (runs ? performance.now() - read : 0));
  }

  /** Messages that this person's phone can show. */
  messagesOf(person) {
    return this.frozen.get(person) ?? this.chats.get(person) ?? [];
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
