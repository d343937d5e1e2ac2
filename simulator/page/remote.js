/** What the page asks of the server: the control plane under /_emu/, JSON in and out. */

async function asked(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer.");
  }
  const answer = await response.json().catch(() => ({ ok: false, error: `HTTP ${response.status}` }));
  if (!response.ok || answer.ok === false) throw new Error(answer.error || `HTTP ${response.status}`);
  return answer;
}

function posted(path, body) {
  const headers = { "Content-Type": "application/json" };
  return asked(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Everything the server knows: people, chats, clock, what the host offers. */
export function fetchState() {
  return asked("/_emu/state");
}

/** One act of a person, for example `{person, act: "text", text}`. */
export function act(body) {
  return posted("/_emu/act", body);
}

/** Calls what the host registered under this name. */
export function callHost(name, body = {}) {
  return posted(`/_emu/host/${encodeURIComponent(name)}`, body);
}

/** What went wrong between the bot and Telegram, in words: a list of {at, text}. */
export async function fetchTroubles() {
  return (await asked("/_emu/troubles")).log;
}

/** Plans something to go wrong, for example `{kind: "429", retry_after: 5}`. */
export function addFault(body) {
  return posted("/_emu/faults", body);
}

/** The commands menu as this person sees it in a chat: a list of {command, description}. */
export async function fetchCommands(person, group) {
  const answer = await asked(`/_emu/commands?person=${person}${group ? `&chat=${group}` : ""}`);
  return Array.isArray(answer) ? answer : answer.commands ?? [];
}

// The browser gives up on its own when a server answers an error, so we always come back ourselves.
const RETRY_MILLISECONDS = 1000;

/** Listens to the server's stream for ever; `opened` and `lost` tell when it is there and when not. */
export function listen({ opened, lost, event }) {
  const source = new EventSource("/_emu/stream");
  source.onopen = opened;
  source.onmessage = (message) => event(JSON.parse(message.data));
  source.onerror = () => {
    source.close();
    lost();
    setTimeout(() => listen({ opened, lost, event }), RETRY_MILLISECONDS);
  };
}

/** The payload of a deep link to one of these bots (may be ""), or null for any other link. */
export function deepLink(address, bots) {
  let url;
  try {
    url = new URL(address.includes("://") ? address : `https://${address}`);
  } catch {
    return null;
  }
  const names = bots.map((bot) => (bot.username ?? "").toLowerCase());
  let name = "";
  if (url.protocol === "tg:") name = url.searchParams.get("domain") ?? "";
  else if (/^(www\.)?(t|telegram)\.me$/.test(url.hostname)) name = url.pathname.slice(1);
  if (!name || !names.includes(name.toLowerCase())) return null;
  return url.searchParams.get("start") ?? "";
}

/** The address when a browser may open it, else null: bots' texts are not ours. */
export function webAddress(address) {
  try {
    const url = new URL(address.includes("://") ? address : `https://${address}`);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
