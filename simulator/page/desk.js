/** What all phones share: the world, the open taps, and the host (the demo) behind the server. */
import { callHost } from "./remote.js";
import { Taps } from "./taps.js";
import { knownZone } from "./times.js";

// One look per burst of events is enough.
const DESCRIBE_AFTER_MILLISECONDS = 350;

export class Desk extends EventTarget {
  constructor(world) {
    super();
    this.world = world;
    this.taps = new Taps();
    this.described = { next: [], log: [], rows: [], quiet: [] };
    this.timer = null;
    world.addEventListener("answer", ({ detail }) => this.taps.answered(detail));
    world.addEventListener("person", ({ detail }) => {
      if (!detail.person.offline) this.taps.online(detail.person.id);
    });
    for (const type of ["loaded", "message", "edit", "clock", "host", "log"]) {
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

  /** Asks something of the host; a failure is told to the reader. The answer, or null. */
  async ask(name, body) {
    this.say("busy", { name, busy: true });
    try {
      const answer = await callHost(name, body);
      if (answer.what) this.say("notice", { text: answer.what });
      if (name === "reset" || name === "scene") this.say("begun", {});
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
    if (!this.world.hosts.has("describe") || this.timer) return;
    this.timer = setTimeout(async () => {
      this.timer = null;
      try {
        const { next = [], log = this.described.log, rows = [], quiet = [] } = await callHost("describe");
        this.described = { next, log, rows, quiet };
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
