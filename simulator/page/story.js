/** What the host can tell: the tour and the scenes. Puts their buttons into the head of the page. */
import { element } from "./elements.js";
import { callHost } from "./remote.js";

export class Story {
  /** `play` is {tour(steps), scene(scene)}. */
  constructor(desk, play) {
    this.desk = desk;
    this.play = play;
    this.root = document.getElementById("story");
    this.told = null;
    // A demo that begins empty has no story, until it begins with its group again.
    desk.world.addEventListener("loaded", () => {
      if (this.told || this.isAsked) this.load();
      this.root.hidden = !this.told || !desk.world.hosts.has("story");
    });
  }

  /** Asks the host, once; resolves to {tour, scenes}, or null when it has none. */
  async load() {
    this.isAsked = true;
    if (this.told || !this.desk.world.hosts.has("story")) return this.told;
    this.told = await callHost("story");
    this.build();
    return this.told;
  }

  build() {
    const { tour, scenes } = this.told;
    const start = element("button", { type: "button", class: "plain", onclick: () => this.play.tour(tour) }, "Tour");
    this.chooser = element("select", { class: "plain", "aria-label": "Scenes", title: "Prepared moments, played by the people of the group" },
      element("option", { value: "" }, "Scenes"), ...scenes.map(({ name, title }) => element("option", { value: name }, title)));
    this.chooser.addEventListener("change", () => {
      const scene = this.named(this.chooser.value);
      this.chooser.value = "";
      if (scene) this.play.scene(scene);
    });
    this.root.replaceChildren(start, this.chooser);
    this.root.hidden = false;
    this.desk.addEventListener("busy", ({ detail }) => {
      for (const control of [start, this.chooser]) control.disabled = detail.busy;
    });
  }

  named(name) {
    return this.told?.scenes.find((scene) => scene.name === name) ?? null;
  }
}
