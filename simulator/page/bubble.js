// One message as a list item: who, what, when, and the buttons under it.

import { button, element } from "./api.js";
import { link, words } from "./words.js";

const PATIENCE = 60000; // milliseconds a pressed button spins at most

export function bubble(message, phone) {
  const item = element("li", { className: message.outgoing && message.from.id === phone.about.id ? "own" : "theirs" });
  item.dataset.id = message.id;
  const inside = element("div", { className: "bubble" });
  inside.append(...heading(message, phone), ...attachments(message));
  if (message.text) inside.append(words(message.text, message.entities, phone));
  inside.id = `message-${phone.about.id}-${message.id}`;
  inside.append(foot(message, phone, inside.id));
  item.append(inside);
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) {
    item.classList.add("keyed");
    item.append(keys(rows, message, phone));
  }
  return item;
}

function heading(message, phone) {
  const made = [];
  const own = message.from.id === phone.about.id;
  const sender = element("span", { className: "unseen" }, own ? "You: " : `${message.from.first_name}: `);
  if (message.chat_title) made.push(element("p", { className: "from" }, `${own ? "You" : message.from.first_name} in ${message.chat_title}`));
  else made.push(sender);
  if (message.forward_origin) made.push(element("p", { className: "from" }, `Forwarded from ${message.forward_origin.sender_user_name || "somebody"}`));
  const quoted = message.reply_to_message;
  if (quoted) made.push(element("p", { className: "quoted" }, firstLine(quoted)));
  return made;
}

// What a reply shows of the message above it.
export function firstLine(message) {
  return (message.text || message.caption || "a message").split("\n")[0].slice(0, 80);
}

function attachments(message) {
  const made = [];
  const address = (file) => `simulator/files/${encodeURIComponent(file.file_id)}`;
  const sound = message.voice || message.audio;
  const moving = message.video || message.animation || message.video_note;
  if (message.photo) made.push(element("img", { src: address(message.photo.at(-1)), alt: "Picture", width: 240, height: 160 }));
  if (sound) made.push(element("audio", { src: address(sound), controls: true, preload: "none", "aria-label": message.voice ? "Voice note" : "Sound" }));
  if (message.document && !message.animation) {
    made.push(element("a", { href: address(message.document), download: message.document.file_name || "" }, `Document: ${message.document.file_name || "without a name"}`));
  }
  if (moving) made.push(element("p", { className: "from" }, "Video"));
  if (message.sticker) made.push(element("div", { className: "sticker", role: "img", "aria-label": `Sticker ${message.sticker.emoji || ""}` }, message.sticker.emoji || "🙂"));
  if (message.dice) made.push(element("div", {}, `Dice: ${message.dice.value}`));
  if (message.location) made.push(element("div", {}, `${message.venue?.title || "Location"}: ${message.location.latitude}, ${message.location.longitude}`));
  if (message.contact) made.push(element("div", {}, `Contact: ${message.contact.first_name} ${message.contact.phone_number}`));
  if (message.poll) made.push(element("div", {}, `Poll: ${message.poll.question}`));
  if (message.new_chat_members) made.push(element("p", { className: "from" }, "added the bot to the group"));
  return made;
}

function foot(message, phone, id) {
  const at = new Date(message.date * 1000);
  const time = element("time", { dateTime: at.toISOString() }, at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
  const made = element("div", { className: "foot" });
  if (message.edited) made.append(element("span", {}, "edited"));
  made.append(time);
  if (phone.mayEdit(message)) {
    made.prepend(button("Edit", () => phone.beginEdit(message), { className: "edit", "aria-label": `Edit: ${message.text.slice(0, 40)}` }));
  }
  if (phone.mayReply(message)) made.prepend(button("Reply", () => phone.beginReply(message), { className: "reply", "aria-describedby": id }));
  return made;
}

function keys(rows, message, phone) {
  const made = element("div", { className: "keys" });
  for (const row of rows) made.append(element("div", { className: "row" }, ...row.map((key) => keyOf(key, message, phone))));
  return made;
}

function keyOf(key, message, phone) {
  if (key.url) return link(key.url, [`${key.text} ↗`], phone, { className: "key" });
  const made = button(key.text, () => phone.press(message, key), { className: "key" });
  made.dataset.data = key.callback_data ?? "";
  spin(made, message);
  return made;
}

// Shows which buttons of a message wait for an answer, without touching anything else.
export function spinKeys(item, message) {
  item?.querySelectorAll("button.key").forEach((key) => spin(key, message));
}

function spin(key, message) {
  if (!message.waiting.includes(key.dataset.data)) {
    key.removeAttribute("aria-busy");
    return;
  }
  key.setAttribute("aria-busy", "true");
  setTimeout(() => key.removeAttribute("aria-busy"), PATIENCE);
}
