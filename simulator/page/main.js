// Starts the page, follows the event stream, and hands each event to the phone it is for.

import { asked, element, get, post, tell, trying } from "./api.js";
import { listen, showClock, showControls, showTrouble } from "./bars.js";
import { Phone } from "./phone.js";

const MOST = 24; // phones on one page
const KINDS = "message,typing,answer,commands,phone,groups,clock,faults,limits,controls,reload";
const phones = new Map();
const room = document.getElementById("phones");
const chooser = document.getElementById("chooser");

async function load() {
  const [people, groups] = await Promise.all([get("phones"), get("groups")]);
  const shown = people.slice(0, MOST);
  for (const about of shown) {
    if (!phones.has(about.id)) add(about);
  }
  for (const [id, phone] of phones) {
    if (shown.some((about) => about.id === id)) continue;
    phone.root.remove();
    phones.delete(id);
  }
  room.querySelector(".empty")?.remove();
  if (!shown.length) room.append(element("p", { className: "empty" }, "There are no phones yet. Add one above."));
  await Promise.all([...phones.values()].map((phone) => phone.load(groups)));
  choose();
  await Promise.all([showClock(), showTrouble()]);
}

function add(about) {
  const phone = new Phone(about);
  phones.set(about.id, phone);
  room.append(phone.root);
}

// On small screens one phone is shown at a time.
function choose(id = Number(room.querySelector(".current")?.id.slice(6)) || phones.keys().next().value) {
  chooser.hidden = phones.size < 2;
  const shown = phones.has(id) ? id : phones.keys().next().value;
  for (const [each, phone] of phones) phone.root.classList.toggle("current", each === shown);
  chooser.replaceChildren(...[...phones].map(([each, phone]) => {
    const made = element("button", { type: "button", "aria-pressed": String(each === shown), onclick: () => pick(each) }, phone.about.first_name);
    made.dataset.phone = each;
    return made;
  }));
  const screen = phones.get(shown)?.screen;
  if (screen) screen.scrollTop = screen.scrollHeight;
}

function pick(id) {
  choose(id);
  chooser.querySelector(`[data-phone="${id}"]`).focus({ preventScroll: true });
  phones.get(id).root.scrollIntoView({ block: "nearest" });
}

async function refresh() {
  const [people, groups] = await Promise.all([get("phones"), get("groups")]);
  if (people.length !== phones.size && phones.size < MOST) await load();
  for (const about of people) phones.get(about.id)?.show(about, groups);
}

const HEARD = {
  message: (event) => phones.get(event.phone)?.receive(event.message),
  typing: (event) => phones.get(event.phone)?.showTyping(),
  answer: (event) => phones.get(event.phone)?.showAnswer(event),
  controls: (event) => showControls(event.controls),
  clock: () => trying(showClock),
  phone: () => trying(refresh),
  groups: () => trying(refresh),
  commands: () => trying(refresh),
  faults: () => trying(showTrouble),
  limits: () => trying(showTrouble),
  reload: () => trying(load),
};

function follow() {
  const stream = new EventSource(`simulator/events?only=${KINDS}`);
  stream.onmessage = async ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === "hello") {
      showControls(event.controls);
      await trying(load);
      document.body.dataset.ready = "yes";
      await greet();
    } else HEARD[event.type]?.(event);
  };
  stream.onerror = () => {
    tell("The connection is lost; trying again…");
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 2000);
  };
}

// An invite link, opened on a phone: ?phone=ID&start=CODE
async function greet() {
  const wish = new URLSearchParams(location.search);
  const [phone, code] = [phones.get(Number(wish.get("phone"))), wish.get("start")];
  if (!phone || !code) return;
  history.replaceState(null, "", location.pathname);
  choose(phone.about.id);
  if (await asked(`${phone.about.first_name} opens an invite with the code ${code}.`, "Start")) await phone.say(`/start ${code}`);
  phone.composer.field.focus();
}

document.getElementById("join-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const wish = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  trying(async () => {
    const about = await post("phones", wish);
    form.reset();
    await load();
    choose(about.id);
    phones.get(about.id).composer.field.focus();
  });
});

listen();
follow();
