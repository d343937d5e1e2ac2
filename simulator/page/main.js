/** Opens the page: state first, then the stream; phones side by side, tabs where there is no room. */
import { Desk } from "./desk.js";
import { Drawer } from "./drawer.js";
import { element, unseen } from "./elements.js";
import { Header } from "./header.js";
import { avatar } from "./holder.js";
import { Pane } from "./pane.js";
import { fetchState, listen } from "./remote.js";
import { World } from "./world.js";

const world = new World();
const desk = new Desk(world);
const header = new Header(desk);
const drawer = new Drawer(desk);
const panesRoot = document.getElementById("panes");
const tabsRoot = document.getElementById("tabs");
let panes = [];
let chosen = 0;

function buildPanes() {
  panes = desk.shownPeople().map((person, index) => new Pane(index + 1, person.id, desk));
  panesRoot.replaceChildren(...panes.map((pane) => pane.root));
  panesRoot.dataset.count = panes.length;
  choosePane(0, false);
}

function showTabs() {
  tabsRoot.replaceChildren(...panes.map((pane, index) => {
    const { name } = pane.person();
    const badge = pane.unread ? element("span", { class: "badge" }, String(pane.unread), unseen(" unread")) : null;
    return element("button", {
      type: "button",
      class: "tab",
      "aria-current": index === chosen ? "true" : null,
      onclick: () => choosePane(index, false),
    }, avatar(pane.person()),
    element("span", { class: "tab-name" }, name.split(" ")[0]), badge);
  }));
}

function choosePane(index, focus) {
  if (!panes[index]) return;
  chosen = index;
  for (const [at, pane] of panes.entries()) pane.root.classList.toggle("chosen", at === index);
  if (focus) panes[index].choose();
  panes[index].scrollToEnd(false);
  panes[index].seen();
  showTabs();
}

function loaded() {
  document.getElementById("opening")?.remove();
  const gone = panes.some((pane) => !pane.person());
  if (!panes.length || gone) buildPanes();
  else for (const pane of panes) pane.refresh();
  showTabs();
}

function keyPressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog")) return;
  if (/^[1-5]$/.test(event.key)) {
    event.preventDefault();
    choosePane(Number(event.key) - 1, true);
  } else if (event.key === "." && world.hosts.has("next_event")) {
    event.preventDefault();
    desk.ask("next_event");
  }
}

// Events that arrive while the state is being fetched are newer than nothing we have: they wait.
let early = null;

async function reload() {
  early = [];
  try {
    world.load(await fetchState());
    header.calm();
  } catch (error) {
    header.complain(error.message);
  }
  const waiting = early ?? [];
  early = null;
  for (const event of waiting) world.apply(event);
}

/** The demo began again: every phone goes back to whoever had it at first. */
function startOver() {
  panes = [];
  return reload();
}

world.addEventListener("loaded", loaded);
world.addEventListener("host", ({ detail }) => detail.reload && startOver());
desk.addEventListener("begun", startOver);
desk.addEventListener("unread", showTabs);
document.addEventListener("keydown", keyPressed);
document.addEventListener("visibilitychange", () => panes[chosen]?.seen());
setInterval(() => {
  header.tick();
  for (const pane of panes) pane.tick();
}, 1000);

listen({
  opened: reload,
  lost: () => header.complain("The connection to the server is lost. Trying again …", true),
  event: (event) => (early ? early.push(event) : world.apply(event)),
});

export { desk, drawer, world };
