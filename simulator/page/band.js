/** The band above the phones: the invitation to the tour, its steps, or what scene is shown. */
import { element, icon } from "./elements.js";

const DISMISSED = "tour-dismissed";

export class Band {
  constructor() {
    this.root = document.getElementById("band");
  }

  /** `kind` is "tour", "scene" or "invitation"; `nodes` its content. */
  show(kind, nodes) {
    this.root.dataset.kind = kind;
    this.root.replaceChildren(...nodes);
    this.root.hidden = false;
  }

  clear() {
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  /** Invites to the tour, until it was taken or declined once in this browser. */
  invite(start) {
    if (localStorage.getItem(DISMISSED)) return;
    const away = (run) => () => {
      localStorage.setItem(DISMISSED, "yes");
      this.clear();
      run?.();
    };
    this.show("invitation", [
      element("div", { class: "band-words" },
        element("h2", {}, "A meeting from notice to reply, in two minutes"),
        element("p", {}, "Five telephones, the real assistant behind them, and a clock that you move.")),
      element("div", { class: "band-buttons" },
        element("button", { type: "button", class: "plain strong", onclick: away(start) }, "Take the tour"),
        element("button", { type: "button", class: "plain", onclick: away() }, "Look around")),
    ]);
  }

  /** Says which scene is on the page. */
  scene({ title, words }) {
    this.show("scene", [
      element("p", { class: "band-count" }, "Scene"),
      element("div", { class: "band-words" }, element("h2", {}, title), element("p", {}, words)),
      element("div", { class: "band-buttons" },
        element("button", { type: "button", class: "round", title: "Close", "aria-label": "Close", onclick: () => this.clear() }, icon("close"))),
    ]);
  }
}
