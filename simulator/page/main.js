/** Opens the page: state first, then the stream; phones side by side, tabs where there is no room. */
import { Band } from "./band.js";
import { BEGINNINGS, Desk } from "./desk.js";
import { Drawer } from "./drawer.js";
import { avatar, element, unseen } from "./elements.js";
import { Header } from "./header.js";
import { Pane } from "./pane.js";
import { fetchState, listen } from "./remote.js";
import { Stage } from "./stage.js";
import { Story } from "./story.js";
import { Tour } from "./tour.js";
import { World } from "./world.js";

const world = new World();
const desk = new Desk(world);
const header = new Header(desk);
const drawer = new Drawer(desk);
const panesRoot = document.getElementById("panes");
const tabsRoot = document.getElementById("tabs");
const band = new Band();
const stage = new Stage(world, { all: () => panes, choose: (index) => choosePane(index, false) });
const tour = new Tour(band, stage, desk, beginTour);
const story = new Story(desk, { tour: (steps) => tour.start(steps), scene: playScene });
let panes = [];
let chosen = 0;
// Whose phones the host wants to be seen, until it begins again.
let wanted = [];

function buildPanes() {
  panes = desk.shownPlaces().map((shown, index) => new Pane(index + 1, shown, desk));
  panesRoot.replaceChildren(...panes.map((pane) => pane.root));
  panesRoot.dataset.count = panes.length;
  choosePane(0, false);
  stage.bring(wanted);
}

/** True while nobody has done more than press Start. */
function isFresh() {
  return [...world.people.keys()].every((id) => world.chats.get(id).length <= 2);
}

async function beginTour() {
  if (isFresh()) return;
  wanted = [];
  await desk.ask("reset");
  await reloading;
}

/** Has the host play a scene; the address then leads to it. */
async function playScene(scene) {
  tour.end();
  wanted = [];
  history.replaceState(null, "", `?scene=${encodeURIComponent(scene.name)}`);
  band.scene({ ...scene, words: "The people of the group are at it …" });
  const answer = await desk.ask("scene", { name: scene.name });
  await reloading;
  if (answer) band.scene(scene);
  else band.clear();
}

/** Once, when the page was opened: the scene of the address, or the invitation to the tour. */
async function open() {
  const told = await story.load().catch((error) => header.complain(error.message));
  if (!told) return;
  const name = new URLSearchParams(location.search).get("scene");
  const scene = story.named(name);
  if (scene) playScene(scene);
  else if (name) header.complain(`There is no scene “${name}”.`);
  else band.invite(() => tour.start(told.tour));
}

function showTabs() {
  tabsRoot.replaceChildren(...panes.map((pane, index) => {
    const { place } = pane;
    const badge = pane.unread ? element("span", { class: "badge" }, String(pane.unread), unseen(" unread")) : null;
    return element("button", {
      type: "button",
      class: "tab",
      "aria-current": index === chosen ? "true" : null,
      onclick: () => choosePane(index, false),
    }, place.group ? place.badge() : avatar(pane.person()),
    element("span", { class: "tab-name" }, place.group ? "Group" : pane.person().name.split(" ")[0]), badge);
  }));
}

function choosePane(index, focus) {
  if (!panes[index]) return;
  chosen = index;
  for (const [at, pane] of panes.entries()) pane.root.classList.toggle("chosen", at === index);
  if (focus) panes[index].choose();
  panes[index].follow.toEnd(false);
  panes[index].seen();
  showTabs();
}

function loaded() {
  document.getElementById("opening")?.remove();
  const gone = panes.some((pane) => !pane.isThere());
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

let reloading = Promise.resolve();

/** The demo began again: every phone goes back to whoever had it at first. */
function startOver() {
  panes = [];
  // One after the other: events that come during one must not be lost to the next.
  reloading = reloading.then(reload);
}

world.addEventListener("loaded", loaded);
world.addEventListener("host", ({ detail }) => detail.reload && startOver());
desk.addEventListener("begun", startOver);
desk.addEventListener("busy", async ({ detail: { name, busy } }) => {
  if (!BEGINNINGS.has(name)) return;
  if (!busy) await reloading;
  panesRoot.setAttribute("aria-busy", String(busy));
});
desk.addEventListener("unread", showTabs);
desk.addEventListener("show", ({ detail }) => {
  wanted = detail.people;
  stage.bring(wanted);
});
document.addEventListener("keydown", keyPressed);
document.addEventListener("visibilitychange", () => panes[chosen]?.seen());
setInterval(() => {
  header.tick();
  for (const pane of panes) pane.tick();
}, 1000);

let opened = false;

async function connected() {
  await reload();
  if (!opened && world.bots.length) {
    opened = true;
    open();
  }
}

listen({
  opened: connected,
  lost: () => header.complain("The connection to the server is lost. Trying again …", true),
  event: (event) => (early ? early.push(event) : world.apply(event)),
});

export { desk, drawer, world };
