/** Where a phone is in the app: the private chat with the bot, or a group with others in it. */
import { avatar, seal } from "./elements.js";
import { firstLine } from "./linear.js";
import { serviceText } from "./services.js";
import { isIncoming } from "./world.js";

/** `person` is whose phone it is, `chat` the id of the chat. */
class Place {
  constructor(desk, person, chat) {
    this.desk = desk;
    this.world = desk.world;
    this.person = person;
    this.chat = chat;
    this.topic = null;
  }

  get messages() {
    return this.world.messagesOf(this.person, this.chat);
  }

  /** What others wrote: what can ring. */
  get received() {
    return this.messages.filter((message) => isIncoming(message, this.person));
  }

  get holder() {
    return this.world.people.get(this.person);
  }

  get bells() {
    return this.world.bellsOf(this.person, this.chat);
  }

  get waiting() {
    return this.world.waitingFor(this.person, this.chat);
  }

  shows() {
    return true;
  }
}

export class PrivatePlace extends Place {
  constructor(desk, person) {
    super(desk, person, person);
    this.group = null;
  }

  get title() {
    return this.desk.botName;
  }

  badge() {
    return seal();
  }

  /** Names the phone to screen readers and in announcements. */
  get name() {
    return this.holder.name;
  }

  get subtitle() {
    return this.holder.blocked ? "blocked" : "bot";
  }

  get welcome() {
    return this.world.bots[0]?.description || "Press Start to open the chat with the assistant.";
  }

  /** Fields of an act that say where it is done. */
  get fields() {
    return {};
  }

  isOwn(message) {
    return message.from === "person";
  }

  nameOf(message) {
    return this.isOwn(message) ? this.holder.name : this.title;
  }

  /** The name to stand above a message; none where there are only two. */
  label() {
    return "";
  }

  lineOf(message) {
    return firstLine(message);
  }

  serviceText() {
    return `${this.title} pinned a message`;
  }

  command(name) {
    return `/${name}`;
  }

  /** What stands in place of the text line: {text, act}, or null. */
  instead(messages) {
    if (this.holder.blocked) return { text: "Unblock", act: { act: "unblock" } };
    return messages.length ? null : { text: "Start", act: { act: "start" }, opensLinks: true };
  }
}

export class GroupPlace extends Place {
  constructor(desk, person, group) {
    super(desk, person, group);
    this.group = group;
  }

  /** The group as the server describes it. */
  get about() {
    return this.world.groups.get(this.group);
  }

  get title() {
    return this.about.title;
  }

  badge() {
    return avatar({ id: this.group, name: this.title });
  }

  get name() {
    return `${this.title}, as seen by ${this.holder.name}`;
  }

  get members() {
    return this.about.members.filter((member) => member.is_in);
  }

  get subtitle() {
    const count = this.members.length;
    return `${this.about.type === "channel" ? "channel" : "group"} · ${count} ${count === 1 ? "member" : "members"}`;
  }

  get topics() {
    return this.about.is_forum ? this.about.topics : [];
  }

  get welcome() {
    return "Nothing has been said here yet.";
  }

  get fields() {
    return { chat: this.group, topic: this.topic || undefined };
  }

  isOwn(message) {
    return message.author_id === this.person;
  }

  nameOf(message) {
    const known = this.world.people.get(message.author_id)?.name;
    const bot = this.world.bots.find((one) => one.id === message.author_id);
    return known ?? bot?.name ?? message.author ?? this.title;
  }

  label(message) {
    const topic = this.topic === null ? this.topicName(message) : "";
    return [this.isOwn(message) ? "" : this.nameOf(message), topic].filter(Boolean).join(" · ");
  }

  topicName({ topic }) {
    if (!this.about.is_forum) return "";
    return this.about.topics.find((one) => one.id === topic)?.name ?? "General";
  }

  /** True for what belongs to the topic that is open; `null` is all of them, 0 General. */
  shows(message) {
    return this.topic === null || (message.topic ?? 0) === this.topic;
  }

  lineOf(message) {
    return message.kind === "service" ? this.serviceText(message) : `${this.nameOf(message)}: ${firstLine(message)}`;
  }

  serviceText(message) {
    const nameOf = (user) => this.nameOf({ author_id: user.id, author: user.first_name });
    return serviceText(message, this.nameOf(message), nameOf);
  }

  command(name) {
    return `/${name}@${this.world.bots[0].username}`;
  }

  instead() {
    const place = this.about.members.find((member) => member.id === this.person);
    if (!place?.is_in) return { text: "Join", act: { act: "join" } };
    const mayWrite = this.about.type !== "channel" || ["creator", "administrator"].includes(place.status);
    return mayWrite ? null : { text: "Only administrators write here", act: null };
  }
}
