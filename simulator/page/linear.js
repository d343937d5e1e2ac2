/** A chat as plain words: for the lock screen, for announcements and as a screen reader reads it. */
import { hourText } from "./times.js";

const KINDS = {
  voice: "Voice message",
  photo: "Photo",
  sticker: "Sticker",
  contact: "Contact",
  location: "Location",
  video: "Video",
  audio: "Audio",
  document: "File",
  service: "Pinned a message",
  poll: "Poll",
};

/** What a message is when it is not text, for example "Voice message" or a file's name; "" for text. */
export function kindText(message) {
  if (message.kind === "document" && message.document?.name) return message.document.name;
  return message.kind === "text" ? "" : KINDS[message.kind] ?? "Message";
}

/** The first line: all that a lock screen and a list of chats give away. */
export function firstLine(message) {
  return message.text.split("\n").find((line) => line.trim()) ?? kindText(message);
}

const PRESSED = { url: "opens a link", copy: "copies a text", callback: "", other: "" };

/** The sentences a screen reader says for one message, one string per stop. */
export function linearLines(message, who, zone) {
  const at = hourText(new Date(message.date * 1000), zone);
  const notes = [message.silent && "silent", message.edit_date && "edited"].filter(Boolean);
  const lines = [[`${who}, ${at}`, ...notes].join(", ")];
  const kind = kindText(message);
  if (kind) lines.push(kind);
  lines.push(...message.text.split("\n").filter((line) => line.trim()));
  for (const button of message.keyboard.flat()) {
    const effect = PRESSED[button.kind];
    lines.push(effect ? `Button: ${button.text}, ${effect}` : `Button: ${button.text}`);
  }
  return lines;
}
