/** What a group's service messages tell, as the line in the middle of the chat. */

/** `who` did it; `nameOf(user)` names others. */
export function serviceText({ event, content }, who, nameOf) {
  const about = content?.[event];
  switch (event) {
    case "new_chat_members": return added(about, who, nameOf);
    case "left_chat_member": return nameOf(about) === who ? `${who} left` : `${who} removed ${nameOf(about)}`;
    case "group_chat_created":
    case "supergroup_chat_created": return `${who} created the group`;
    case "new_chat_title": return `${who} renamed the group to “${about}”`;
    case "migrate_from_chat_id": return "The group became a supergroup";
    case "pinned_message": return `${who} pinned a message`;
    case "forum_topic_created": return `${who} opened the topic “${about.name}”`;
    case "forum_topic_edited": return `${who} changed the topic`;
    case "forum_topic_closed": return `${who} closed the topic`;
    case "forum_topic_reopened": return `${who} reopened the topic`;
    default: return `${who}: ${(event ?? "service message").replaceAll("_", " ")}`;
  }
}

function added(users, who, nameOf) {
  const names = users.map(nameOf);
  if (names.length === 1 && names[0] === who) return `${who} joined`;
  return `${who} added ${names.join(", ")}`;
}
