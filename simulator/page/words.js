// Text with Telegram's entities as elements. Everything is put in as text; offsets count UTF-16, as JavaScript does.

import { button, element } from "./api.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

export function words(text, entities, phone) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return element("div", { className: "words" }, ...pieces(text, 0, text.length, sorted, phone));
}

function pieces(text, start, end, entities, phone) {
  const made = [];
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= entity.offset) continue;
    const inside = entities.slice(i + 1).filter((each) => each.offset < stop);
    made.push(text.slice(at, entity.offset));
    made.push(wrapped(entity, text.slice(entity.offset, stop), pieces(text, entity.offset, stop, inside, phone), phone));
    at = stop;
  }
  made.push(text.slice(at, end));
  return made.filter((piece) => piece !== "");
}

function wrapped(entity, text, children, phone) {
  if (entity.type === "url") return link(text, children, phone);
  if (entity.type === "text_link") return link(entity.url, children, phone);
  if (entity.type === "bot_command") return button(text, () => phone.say(text));
  if (entity.type === "spoiler") return element("span", { className: "spoiler", tabIndex: 0 }, ...children);
  return element(TAGS[entity.type] || "span", {}, ...children);
}

export function link(address, children, phone, about = {}) {
  const invite = invitation(address, phone);
  if (invite) return element("a", { href: invite, ...about }, ...children);
  const safe = /^(https?|mailto|tel):/i.test(address) ? address : `https://${address.replace(/^[a-z]+:/i, "")}`;
  return element("a", { href: safe, target: "_blank", rel: "noopener noreferrer", ...about }, ...children);
}

// A t.me link to the bot opens on this phone.
function invitation(address, phone) {
  const found = /^(?:https?:\/\/)?t\.me\/(\w+)\?start=([\w-]+)$/i.exec(address);
  if (!found || found[1].toLowerCase() !== phone.about.bot.toLowerCase()) return null;
  return `?phone=${phone.about.id}&start=${encodeURIComponent(found[2])}`;
}
