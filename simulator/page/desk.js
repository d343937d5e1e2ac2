/** What all phones share: the world, the open taps, and the host (the demo) behind the server. */
import { callHost, fetchTroubles } from "./remote.js";
import { Taps } from "./taps.js";
import { knownZone } from "./times.js";

// One look per burst of events is enough.
const DESCRIBE_AFTER_MILLISECONDS = 350;

/** What the host does to begin again: every phone goes back to whoever had it at first. */
export const BEGINNINGS = new Set(["reset", "start_empty", "scene"]);

export class Desk extends EventTarget {
  constructor(world) {
    super();
    this.world = world;
    this.taps = new Taps();
    this.described = { next: [], log: [], rows: [], quiet: [], troubles: [] };
    this.timer = null;
    world.addEventListener("answer", ({ detail }) => this.taps.answered(detail));
    world.addEventListener("person", ({ detail }) => {
      if (!detail.person.offline) this.taps.online(detail.person.id);
    });
    for (const type of ["loaded", "message", "edit", "clock", "host", "log", "trouble"]) {
      world.addEventListener(type, () => this.describeSoon());
    }
    world.addEventListener("log", ({ detail }) => this.note(detail));
  }

  /** The zone of the demo's own clock: that of the first phone's person. */
  get zone() {
    return knownZone(this.shownPeople()[0]?.zone);
  }

  get botName() {
    const [bot] = this.world.bots;
    return bot?.name ?? bot?.first_name ?? bot?.username ?? "Bot";
  }

  /** People who get a phone of their own, at most five; the first four when the host named none. */
  shownPeople() {
    const people = [...this.world.people.values()];
    const named = people.filter((person) => person.pane);
    return named.length ? named.slice(0, 5) : people.slice(0, 4);
  }

  /** What the phones show at first: people, and last the group that the host named, if any. */
  shownPlaces() {
    const people = this.shownPeople().map(({ id }) => ({ person: id }));
    const group = this.world.openGroups.find((one) => one.pane);
    if (!group) return people;
    return [...people.slice(0, 4), { person: group.seen_by, group: group.id }];
  }

  /** Asks something of the host; a failure is told to the reader. The answer, or null. */
  async ask(name, body) {
    this.say("busy", { name, busy: true });
    try {
      const answer = await callHost(name, body);
      if (answer.what) this.say("notice", { text: answer.what });
      if (BEGINNINGS.has(name)) this.say("begun", {});
      if (answer.show) this.say("show", { people: answer.show });
      this.describeSoon();
      return answer;
    } catch (error) {
      this.say("trouble", { text: error.message });
      return null;
    } finally {
      this.say("busy", { name, busy: false });
    }
  }

  /** Adds a line to "What just happened" until the host's own list says it. */
  note({ at, text }) {
    this.described = { ...this.described, log: [...this.described.log, { at, text }] };
    this.say("described", this.described);
  }

  describeSoon() {
    if (this.timer) return;
    this.timer = setTimeout(async () => {
      this.timer = null;
      try {
        const host = this.world.hosts.has("describe") ? await callHost("describe") : {};
        const { next = [], log = this.described.log, rows = [], quiet = [] } = host;
        this.described = { next, log, rows, quiet, troubles: await fetchTroubles() };
        this.say("described", this.described);
      } catch (error) {
        this.say("trouble", { text: error.message });
      }
    }, DESCRIBE_AFTER_MILLISECONDS);
  }

  say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
