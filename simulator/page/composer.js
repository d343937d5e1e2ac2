/** The foot of a phone: text, commands, files; Start, Unblock or the one-time reply keyboard. */
import { element, icon } from "./elements.js";
import { firstLine } from "./linear.js";
import { askLine, openSheet } from "./overlays.js";
import { deepLink, fetchCommands } from "./remote.js";

/** Base64 of a file's bytes, without the browser's data: prefix. */
function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

export class Composer {
  /** `phone` is {screen, place(), bots(), send(act) -> promise of yes/no, complain(text)}. */
  constructor(phone) {
    this.phone = phone;
    this.context = null;
    this.build();
  }

  build() {
    this.field = element("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message", dir: "auto", enterkeyhint: "send" });
    this.field.addEventListener("input", () => this.grow());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.picker = element("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true" });
    this.picker.addEventListener("change", () => this.attach());
    this.sender = element("button", { type: "submit", class: "round send", title: "Send (Enter)", "aria-label": "Send" }, icon("send"));
    const tool = (name, label, run) =>
      element("button", { type: "button", class: "round", title: label, "aria-label": label, onclick: run }, icon(name));
    this.bar = element("div", { class: "context", hidden: true });
    this.line = element("form", { class: "line" },
      tool("slash", "Commands", () => this.openCommands()),
      tool("clip", "Attach", () => this.openAttachments()),
      this.field, this.picker, this.sender);
    this.line.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.instead = element("button", { type: "button", class: "instead", hidden: true });
    this.link = element("button", { type: "button", class: "instead minor", hidden: true, onclick: () => this.openLink() }, "Open an invitation link");
    this.replies = element("div", { class: "replies", hidden: true });
    this.root = element("div", { class: "composer" }, this.bar, this.replies, this.line, this.instead, this.link);
  }

  /** Shows what fits the chat: the text line, or one wide button in its place. */
  refresh(messages) {
    const instead = this.phone.place().instead(messages);
    this.line.hidden = Boolean(instead);
    this.instead.hidden = !instead;
    this.link.hidden = !instead?.opensLinks;
    if (instead) {
      this.instead.textContent = instead.text;
      this.instead.disabled = !instead.act;
      this.instead.onclick = () => this.phone.send(instead.act);
    }
    this.showReplies(instead ? [] : messages);
  }

  showReplies(messages) {
    const last = messages.findLast((message) => message.from === "bot");
    const rows = last?.reply_keyboard ?? [];
    this.replies.hidden = !rows.length;
    this.replies.replaceChildren(...rows.map((row) => element("div", { class: "row" }, ...row.map((button) => {
      const text = button.text ?? button;
      const send = () => this.phone.send({ act: "text", text });
      return element("button", { type: "button", class: "key", onclick: send }, element("span", { class: "key-text", dir: "auto" }, text));
    }))));
  }

  pressed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.context) this.drop();
      else this.field.blur();
    }
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    const { context } = this;
    const editing = context?.kind === "edit";
    const body = { act: editing ? "edit" : "text", text, message: context?.message.id };
    this.field.value = "";
    this.drop();
    this.grow();
    if (await this.phone.send(body)) return;
    // Nothing that was written may be lost; what is being written now has precedence.
    if (!this.field.value) this.field.value = text;
    this.grow();
  }

  /** Puts a text into an empty line, for the person to send. */
  put(text) {
    if (this.field.value.trim()) return;
    this.field.value = text;
    this.grow();
  }

  /** Begins a reply to this message. */
  reply(message) {
    this.take("reply", message, "reply", "Reply to");
  }

  /** Begins to edit this message of the person's own. */
  edit(message) {
    this.take("edit", message, "pen", "Edit");
    this.field.value = message.text;
    this.grow();
  }

  take(kind, message, symbol, title) {
    this.context = { kind, message };
    const cancel = element("button", { type: "button", class: "round", "aria-label": "Cancel", title: "Cancel (Escape)", onclick: () => this.drop() }, icon("close"));
    const words = element("span", { class: "context-words" },
      element("span", { class: "quote-who" }, title),
      element("span", { class: "quote-text", dir: "auto" }, firstLine(message)));
    this.bar.replaceChildren(icon(symbol), words, cancel);
    this.bar.hidden = false;
    this.field.focus();
  }

  drop() {
    if (this.context?.kind === "edit") this.field.value = "";
    this.context = null;
    this.bar.hidden = true;
    this.grow();
  }

  async openCommands() {
    try {
      const place = this.phone.place();
      const commands = await fetchCommands(place.person, place.group);
      const choices = commands.map(({ command, description }) => ({
        label: `/${command}`,
        detail: description,
        run: () => this.phone.send({ act: "text", text: place.command(command) }),
      }));
      if (choices.length) openSheet(this.phone.screen, "Commands", choices);
      else this.phone.complain("The bot offers no commands here.");
    } catch (error) {
      this.phone.complain(error.message);
    }
  }

  openAttachments() {
    openSheet(this.phone.screen, "Attach", [
      { label: "A file from this computer", detail: "Sent as a document", run: () => this.picker.click() },
      { label: "A voice message", detail: "Three seconds of silence", run: () => this.phone.send({ act: "voice" }) },
      { label: "Open a link", detail: "An invitation, as if it came by mail", run: () => this.openLink() },
    ]);
  }

  openLink() {
    const open = (address) => {
      const payload = deepLink(address, this.phone.bots());
      if (payload === null) this.phone.complain("This is not a link to the assistant.");
      else this.phone.send({ act: "start", payload: payload || undefined });
    };
    askLine(this.phone.screen, "Open a link", "t.me/…?start=…", "Open", open);
  }

  async attach() {
    const [file] = this.picker.files;
    this.picker.value = "";
    if (!file) return;
    const caption = this.field.value.trim();
    const content = await base64Of(file).catch(() => null);
    if (content === null) {
      this.phone.complain(`${file.name} could not be read.`);
      return;
    }
    const sent = await this.phone.send({ act: "file", name: file.name, text: caption, content_base64: content });
    if (sent) this.field.value = "";
    this.grow();
  }
}
