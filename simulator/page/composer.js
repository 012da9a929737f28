// Under one's thumbs: the field, the commands menu, the attach menu, recording, and the reply keyboard.

import { button, element, tell, trying, upload } from "./api.js";
import { firstLine } from "./bubble.js";

const SHORT = 12; // letters of an invite code that anybody would read

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.editing = null;
    this.replyingTo = null;
    this.recorder = null;
    const name = phone.about.first_name;
    this.sheet = element("div", { className: "sheet", hidden: true });
    this.replies = element("div", { className: "replies keys", role: "group", "aria-label": "Suggested answers", hidden: true });
    this.start = button("Start", () => phone.say(phone.about.invite ? `/start ${phone.about.invite}` : "/start"), { className: "start" });
    this.note = element("p", { className: "note-line", hidden: true });
    this.quoted = element("span", { id: `quoted-${phone.about.id}`, className: "quoted" });
    this.reply = element("div", { className: "reply-line", hidden: true }, this.quoted, button("Cancel the reply", () => this.cancelReply()));
    this.target = element("label", { className: "target", hidden: true }, "Write to", element("select"));
    this.field = element("textarea", { rows: 1, id: `field-${phone.about.id}`, placeholder: "Message", "aria-label": `Message from ${name}` });
    this.commands = button("/", () => this.toggle("commands"), { "aria-label": "Commands", "aria-expanded": "false" });
    this.attach = button("+", () => this.toggle("attach"), { "aria-label": "Attach", "aria-expanded": "false" });
    this.send = element("button", { type: "submit", className: "go", "aria-label": "Send" }, "➤");
    this.form = element("form", { className: "composer" }, this.commands, this.attach, this.field, this.send);
    this.area = element("div", { className: "foot-area" }, this.sheet, this.replies, this.start, this.note, this.target, this.reply, this.form);
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.field.addEventListener("input", () => {
      if (this.field.value.startsWith("/") && !this.field.value.includes(" ")) this.open("commands");
      else if (this.shown === "commands") this.close();
      this.fit();
    });
    this.area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.escape();
    });
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.max(44, this.field.scrollHeight + 2)}px`;
  }

  async submit() {
    const text = this.field.value;
    if (!text.trim()) return;
    const sent = this.editing ? await this.phone.edit(this.editing, text) : await this.phone.answer(text);
    if (sent) this.clear();
  }

  clear() {
    this.field.value = "";
    this.editing = null;
    this.endReply();
    this.note.hidden = !this.phone.about.blocked;
    this.close();
    this.fit();
  }

  escape() {
    const opener = this.shown === "attach" ? this.attach : this.field;
    if (this.editing) this.clear();
    this.endReply();
    this.close();
    opener.focus();
  }

  beginReply(message) {
    if (this.form.hidden) return;
    if (this.editing) this.clear();
    this.replyingTo = message;
    this.quoted.textContent = `Replying to: ${firstLine(message)}`;
    this.reply.hidden = false;
    this.field.setAttribute("aria-describedby", this.quoted.id);
    this.field.focus();
  }

  // Sends something to where one writes, or as the reply that was begun.
  async replied(send) {
    const { chat_id, id } = this.replyingTo ?? {};
    const sent = await send({ chat_id: chat_id ?? this.chatId, reply_to: id });
    if (sent) this.endReply();
    return sent;
  }

  endReply() {
    this.replyingTo = null;
    this.reply.hidden = true;
    this.field.removeAttribute("aria-describedby");
  }

  cancelReply() {
    this.endReply();
    this.field.focus();
  }

  beginEdit(message) {
    this.endReply();
    this.editing = message;
    this.field.value = message.text;
    this.note.textContent = "Editing your message. Escape leaves it as it was.";
    this.note.hidden = false;
    this.fit();
    this.field.focus();
  }

  // What the phone's state allows: a big Start button at first, nothing at all while the bot is blocked.
  show(about, groups) {
    const startsHere = document.activeElement === this.start;
    this.start.hidden = about.started || about.blocked || about.deleted;
    if (startsHere && this.start.hidden) this.phone.screen.focus({ preventScroll: true }); // else the keyboard is nowhere
    const code = about.invite.length > SHORT ? "the invite" : `code ${about.invite}`;
    this.start.textContent = about.invite ? `Start with ${code}` : "Start";
    this.form.hidden = about.deleted || about.blocked;
    if (this.form.hidden) this.endReply();
    this.note.textContent = about.deleted ? "This account is deleted." : "You have blocked this bot.";
    this.note.hidden = !about.blocked && !about.deleted;
    this.target.hidden = groups.length === 0 || this.form.hidden;
    const options = [[about.id, `@${about.bot}`], ...groups.map((group) => [group.id, group.title])];
    const select = this.target.querySelector("select");
    const chosen = select.value;
    select.replaceChildren(...options.map(([id, title]) => element("option", { value: id }, title)));
    if (options.some(([id]) => String(id) === chosen)) select.value = chosen;
  }

  get chatId() {
    return Number(this.target.querySelector("select").value) || undefined;
  }

  showReplies(keyboard) {
    const rows = keyboard?.keyboard;
    this.replies.hidden = !rows;
    this.replies.replaceChildren(...(rows || []).map((row) => element("div", { className: "row" }, ...row.map((key) => this.suggestion(key, keyboard)))));
    this.field.placeholder = keyboard?.input_field_placeholder || "Message";
  }

  suggestion(key, keyboard) {
    const answer = async () => {
      if (key.request_contact) await this.phone.sendKind("contact");
      else if (key.request_location) await this.phone.sendKind("location");
      else await this.phone.say(key.text);
      if (keyboard.one_time_keyboard) this.showReplies(null);
      this.field.focus();
    };
    return button(key.text, answer, { className: "key" });
  }

  toggle(which) {
    if (this.shown === which) this.close();
    else {
      this.open(which);
      this.sheet.querySelector("button")?.focus();
    }
  }

  open(which) {
    this.close();
    const made = which === "commands" ? this.menu() : this.kinds();
    if (!made.length) made.push(element("p", { className: "note-line" }, "This bot has no commands menu."));
    this.sheet.replaceChildren(...made);
    this.sheet.classList.toggle("two", which === "attach");
    this.sheet.hidden = false;
    this.shown = which;
    (which === "commands" ? this.commands : this.attach).setAttribute("aria-expanded", "true");
  }

  close() {
    this.sheet.hidden = true;
    this.shown = null;
    this.commands.setAttribute("aria-expanded", "false");
    this.attach.setAttribute("aria-expanded", "false");
  }

  menu() {
    const typed = this.field.value.startsWith("/") ? this.field.value.slice(1).toLowerCase() : "";
    const fitting = this.phone.about.commands.filter((each) => each.command.startsWith(typed));
    return fitting.map((each) => button(`/${each.command} - ${each.description}`, () => this.choose(() => this.phone.say(`/${each.command}`))));
  }

  kinds() {
    const phone = this.phone;
    const sending = (kind) => () => this.choose(() => phone.sendKind(kind));
    const made = [
      button("Practice picture", sending("photo")),
      button("Picture…", () => this.pick("photo", "image/*")),
      button("Document…", () => this.pick("document", "")),
      button("Practice voice note", sending("voice")),
      button("Sticker", sending("sticker")),
      button("Location", sending("location")),
      button("Contact", sending("contact")),
    ];
    if (navigator.mediaDevices && window.MediaRecorder) made.splice(4, 0, button(this.recorder ? "Stop and send" : "Record a voice note", () => this.record()));
    return made;
  }

  async choose(action) {
    this.field.value = "";
    this.close();
    await action();
    this.field.focus();
  }

  pick(kind, accept) {
    const input = element("input", { type: "file", accept });
    input.addEventListener("change", () => {
      const file = input.files[0];
      if (file) this.choose(() => this.sendFile(kind, file, file.name));
    });
    input.click();
  }

  sendFile(kind, blob, name, duration = 0) {
    const about = new URLSearchParams({ kind, file_name: name, duration });
    return this.replied(({ reply_to: to }) => {
      if (to) about.set("reply_to", to);
      return trying(() => upload(`phones/${this.phone.about.id}/upload?${about}`, blob));
    });
  }

  async record() {
    if (this.recorder) {
      this.recorder.stop();
      return;
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const [pieces, began] = [[], Date.now()];
      this.recorder = new MediaRecorder(stream);
      this.recorder.ondataavailable = (event) => pieces.push(event.data);
      this.recorder.onstop = () => {
        stream.getTracks().forEach((track) => track.stop());
        const blob = new Blob(pieces, { type: this.recorder.mimeType.split(";")[0] });
        this.recorder = null;
        this.choose(() => this.sendFile("voice", blob, "voice", Math.max(1, Math.round((Date.now() - began) / 1000))));
      };
      this.recorder.start();
      this.open("attach");
    } catch {
      tell("The microphone cannot be used here. Send the practice voice note instead.");
    }
  }
}
