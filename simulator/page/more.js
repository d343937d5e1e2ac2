/** What can be done with one message: the sheet behind its three dots, a long press or a right click. */
import { copyText } from "./elements.js";
import { openSheet, showToast } from "./overlays.js";

export function openMore({ screen, composer, place }, message) {
  const choices = [{ label: "Reply", run: () => composer.reply(message) }];
  if (place.isOwn(message) && message.kind === "text") choices.push({ label: "Edit", run: () => composer.edit(message) });
  if (message.text) {
    const copy = async () => {
      const copied = await copyText(message.text);
      showToast(screen, copied ? "Text copied" : "The browser refused to copy");
    };
    choices.push({ label: "Copy text", run: copy });
  }
  openSheet(screen, "This message", choices);
}
