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

/** The chat that an event or a message is about: a group's id, or that of the person. */
export function chatOf({ group, person }) {
  return group ?? person?.id ?? person;
}

/** True for what somebody else wrote: only that can ring on a phone. */
export function isIncoming(message, person) {
  if (message.author_id === undefined) return message.from === "bot";
  return message.author_id !== person && message.kind !== "service";
}

export class World extends EventTarget {
  constructor() {
    super();
    this.bots = [];
    this.people = new Map();
    this.groups = new Map();
    // Messages by the id of the chat: that of a person, or of a group.
    this.chats = new Map();
    this.hosts = new Set();
    this.setClock(Date.now());
    // What a phone without network still shows: its chats as they were when it went offline.
    this.frozen = new Map();
  }

  /** Takes over the whole state of GET /_emu/state. */
  load(state) {
    this.bots = state.bots;
    this.hosts = new Set(state.host ?? []);
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.chats = new Map(state.people.map((person) => [person.id, state.chats[person.id] ?? []]));
    this.groups = new Map();
    for (const { messages, ...group } of state.groups ?? []) {
      this.groups.set(group.id, group);
      this.chats.set(group.id, messages);
    }
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
      group_message: this.takeMessage,
      group_edit: this.takeEdit,
      group_delete: this.takeDelete,
      group: this.takeGroup,
      person: this.takePerson,
      clock: this.takeClock,
    }[event.type];
    if (take?.call(this, event) !== false) this.say(event.type, event);
  }

  takeMessage(event) {
    const chat = this.chats.get(chatOf(event)) ?? [];
    if (!chat.some((known) => known.id === event.message.id)) {
      this.chats.set(chatOf(event), [...chat, event.message]);
    }
  }

  takeEdit(event) {
    const chat = this.chats.get(chatOf(event)) ?? [];
    this.chats.set(chatOf(event), chat.map((known) => (known.id === event.message.id ? event.message : known)));
  }

  takeDelete(event) {
    const chat = this.chats.get(chatOf(event)) ?? [];
    this.chats.set(chatOf(event), chat.filter((known) => known.id !== event.id));
  }

  takeGroup({ group, head }) {
    this.groups.set(group, head);
    if (!this.chats.has(group)) this.chats.set(group, []);
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

  /** Groups that still are, as the phones may show them. */
  get openGroups() {
    return [...this.groups.values()].filter((group) => group.is_active);
  }

  /** Messages of a chat that this person's phone can show. */
  messagesOf(person, chat = person) {
    return this.frozen.get(`${person}/${chat}`) ?? this.chats.get(chat) ?? [];
  }

  /** How many messages this phone has got there with sound, and how many without. */
  bellsOf(person, chat) {
    const received = this.messagesOf(person, chat).filter((message) => isIncoming(message, person));
    const silents = received.filter((message) => message.silent).length;
    return { sounds: received.length - silents, silents };
  }

  /** How many messages of a chat wait for a phone without network. */
  waitingFor(person, chat) {
    const frozen = this.frozen.get(`${person}/${chat}`);
    if (!frozen) return 0;
    const seen = newest(frozen);
    return this.chats.get(chat).filter((one) => isIncoming(one, person) && one.id > seen).length;
  }

  freezeOrThaw(person) {
    for (const chat of [person.id, ...this.groups.keys()]) {
      const place = `${person.id}/${chat}`;
      const key = `offline-since-${place}`;
      if (!person.offline) {
        sessionStorage.removeItem(key);
        this.frozen.delete(place);
      } else if (!this.frozen.has(place)) {
        const messages = this.chats.get(chat) ?? [];
        // After a reload of the page the phone must not have caught up.
        const since = Number(sessionStorage.getItem(key) ?? newest(messages));
        sessionStorage.setItem(key, since);
        this.frozen.set(place, messages.filter((message) => message.id <= since));
      }
    }
  }

  say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
