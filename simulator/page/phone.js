// One phone: its head, its chat and its composer, kept in step with what the simulator says.

import { asked, button, element, get, post, trying } from "./api.js";
import { bubble, spinKeys } from "./bubble.js";
import { Composer } from "./composer.js";

const SHOWN = 300; // messages
const EDITABLE = 3; // the newest own messages have an Edit button
const NEAR = 80; // pixels from the end that still count as the end
const TYPING = 5000; // milliseconds
const TOAST = 8000;

export class Phone {
  constructor(about) {
    this.about = about;
    this.groups = [];
    this.messages = new Map();
    this.composer = new Composer(this);
    this.build();
    this.show(about, []);
  }

  build() {
    const { id, first_name: name, bot } = this.about;
    this.title = element("h2", { id: `name-${id}` }, name);
    this.note = element("p");
    this.more = button("⋮", () => this.toggleMore(), { "aria-label": `More for ${name}`, "aria-expanded": "false" });
    this.actions = element("div", { className: "sheet", hidden: true });
    this.list = element("ol", { className: "messages" });
    this.blank = element("p", { className: "blank" }, "No messages yet.");
    this.screen = element("div", { className: "screen", role: "log", tabIndex: 0, "aria-label": `Chat of ${name} with ${bot}` }, this.blank, this.list);
    this.typing = element("p", { className: "typing", hidden: true }, element("i"), element("i"), element("i"), " typing…");
    this.toast = element("p", { className: "toast", role: "status" });
    const skip = element("a", { className: "skip", href: `#field-${id}` }, `Skip to what ${name} can type`);
    const face = element("div", { className: "face", "aria-hidden": "true" }, [...name][0] || "?");
    const head = element("div", { className: "head" }, face, element("div", { className: "who" }, this.title, this.note), this.more);
    const parts = [skip, head, this.actions, this.screen, this.typing, this.toast, this.composer.area];
    this.root = element("section", { className: "phone", id: `phone-${id}`, "aria-labelledby": `name-${id}` }, ...parts);
    this.stayAtEnd();
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.actions.hidden) {
        this.toggleMore();
        this.more.focus();
      }
    });
  }

  // Whoever reads the newest message goes on seeing it when the keyboard or "typing" takes room.
  stayAtEnd() {
    this.atEnd = true;
    this.screen.addEventListener("scroll", () => {
      this.atEnd = this.screen.scrollHeight - this.screen.scrollTop - this.screen.clientHeight < NEAR;
    });
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.screen);
  }

  toEnd() {
    this.screen.scrollTop = this.screen.scrollHeight;
  }

  async load(groups) {
    const [about, found] = await Promise.all([get(`phones/${this.about.id}`), get(`phones/${this.about.id}/messages`)]);
    this.show(about, groups);
    this.messages.clear();
    const kept = found.messages.slice(-SHOWN);
    kept.forEach((message) => this.messages.set(message.id, message));
    this.list.replaceChildren(...kept.filter((message) => !message.deleted).map((message) => bubble(message, this)));
    this.afterChange(true);
  }

  show(about, groups) {
    this.about = about;
    this.groups = groups.filter((group) => group.members.includes(about.id) && !group.kicked && !group.migrated_to);
    this.title.textContent = [about.first_name, about.last_name].filter(Boolean).join(" ");
    this.note.textContent = about.note || `with @${about.bot}`;
    this.composer.show(about, this.groups);
    if (!this.actions.hidden) this.fillMore();
  }

  receive(message) {
    const atEnd = this.atEnd;
    const known = this.messages.get(message.id);
    const isNew = !known;
    this.messages.set(message.id, message);
    if (known?.revision === message.revision) {
      spinKeys(this.list.querySelector(`[data-id="${message.id}"]`), message);
      return;
    }
    if (!message.outgoing) this.typing.hidden = true;
    this.place(message);
    if (isNew && message.outgoing) this.refreshEditable();
    this.afterChange(atEnd || (isNew && message.outgoing));
  }

  // Puts a message where it belongs; the keyboard's focus stays on the same button, or on the chat.
  place(message) {
    const old = this.list.querySelector(`[data-id="${message.id}"]`);
    const focused = old?.contains(document.activeElement) ? document.activeElement : null;
    if (message.deleted) old?.remove();
    else if (old) old.replaceWith(bubble(message, this));
    else {
      const later = [...this.list.children].find((item) => Number(item.dataset.id) > message.id);
      this.list.insertBefore(bubble(message, this), later || null);
    }
    if (focused !== null) this.refocus(message, focused);
  }

  // A button that was ticked has other words and still means the same.
  refocus(message, was) {
    const item = this.list.querySelector(`[data-id="${message.id}"]`);
    const means = (each) => each.dataset.data || each.textContent;
    const same = [...(item?.querySelectorAll("button, a") || [])].find((each) => means(each) === means(was));
    (same || this.screen).focus({ preventScroll: true });
  }

  // Older own messages lose their Edit button. They are not made anew: a screen reader would read them again.
  refreshEditable() {
    for (const item of [...this.list.querySelectorAll("li.own")].slice(0, -EDITABLE)) item.querySelector(".foot .edit")?.remove();
  }

  afterChange(scroll) {
    this.blank.hidden = this.list.childElementCount > 0;
    const withKeyboard = [...this.messages.values()].filter((each) => each.keyboard && !each.deleted).pop();
    if (withKeyboard?.id !== this.keyboardOf) {
      this.keyboardOf = withKeyboard?.id;
      this.composer.showReplies(withKeyboard?.keyboard);
    }
    if (scroll) this.toEnd();
  }

  mayEdit(message) {
    if (!message.outgoing || message.from.id !== this.about.id || !message.text || this.about.blocked) return false;
    const own = [...this.messages.values()].filter((each) => each.outgoing && !each.deleted && each.from.id === this.about.id);
    return own.slice(-EDITABLE).some((each) => each.id === message.id);
  }

  mayReply(message) {
    return !this.about.blocked && !this.about.deleted && message.chat_id === this.about.id;
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => (this.typing.hidden = true), TYPING);
  }

  showAnswer(answer) {
    if (!answer.text) return;
    if (answer.show_alert) {
      asked(answer.text, "OK", null);
      return;
    }
    this.toast.textContent = answer.text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => (this.toast.textContent = ""), TOAST);
  }

  act(path, body) {
    return trying(() => post(`phones/${this.about.id}/${path}`, body));
  }

  say(text) {
    return this.act("text", { text, chat_id: this.composer.chatId });
  }

  answer(text) {
    return this.composer.replied((where) => this.act("text", { text, ...where }));
  }

  edit(message, text) {
    return this.act("edit", { message_id: message.id, text });
  }

  press(message, key) {
    return this.act("press", { message_id: message.id, data: key.callback_data });
  }

  sendKind(kind) {
    return this.composer.replied((where) => this.act("send", { kind, ...where }));
  }

  beginEdit(message) {
    this.composer.beginEdit(message);
  }

  beginReply(message) {
    this.composer.beginReply(message);
  }

  toggleMore() {
    this.actions.hidden = !this.actions.hidden;
    this.more.setAttribute("aria-expanded", String(!this.actions.hidden));
    if (!this.actions.hidden) {
      this.fillMore();
      this.actions.querySelector("button, input")?.focus();
    }
  }

  fillMore() {
    const { blocked, deleted, first_name: name } = this.about;
    const made = [];
    if (blocked && !deleted) made.push(button("Unblock the bot", () => this.closing("unblock")));
    if (!blocked && !deleted) {
      made.push(button("Send /start", () => this.closing("text", { text: "/start" })));
      made.push(this.inviteForm());
      made.push(button("Block the bot", () => this.closing("block")));
      made.push(button("Add the bot to a group", () => this.closing("group", { title: `${name}'s group` })));
    }
    if (!deleted) made.push(button("Delete this account", async () => (await asked(`Delete the account of ${name}?`, "Delete")) && this.closing("delete-account")));
    this.actions.replaceChildren(...made);
  }

  async closing(path, body) {
    this.toggleMore();
    await this.act(path, body);
    this.more.focus();
  }

  inviteForm() {
    const field = element("input", { name: "code", required: true, maxLength: 64, autocomplete: "off", pattern: "[A-Za-z0-9_\\-]+", title: "Letters, digits, _ and -" });
    const form = element("form", {}, element("label", {}, "Invite code", field), element("button", { type: "submit" }, "Open the invite"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.closing("text", { text: `/start ${field.value}` });
    });
    return form;
  }
}
