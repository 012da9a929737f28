// The bars above the phones: the clock, the host's controls, and "make it fail".

import { button, element, get, post, remove, trying } from "./api.js";

const LIMITS = { per_second: 30, per_chat: 1, per_group_minute: 20 };
const find = (id) => document.getElementById(id);

let ahead = 0; // milliseconds between this browser's clock and the demo's

const APART = 60000; // milliseconds between the demo's time and the bot's that can be seen
let behind = false; // whether the bot is still on its way to the demo's time

export async function showClock() {
  const { now, bots_now } = await get("clock");
  ahead = Date.parse(now) - Date.now();
  behind = Date.parse(now) - Date.parse(bots_now) > APART;
  const words = behind ? "The bot is still on its way to this time. Until it is there, all that you send is of the time that it has come to." : "";
  if (find("on-its-way").textContent !== words) find("on-its-way").textContent = words;
  find("bots-time").hidden = !behind;
  showTime(find("bots-clock"), new Date(bots_now));
  tick();
}

function tick() {
  showTime(find("clock"), new Date(Date.now() + ahead));
}

function showTime(shown, at) {
  const words = at.toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
  if (shown.textContent !== words) shown.textContent = words;
  shown.dateTime = at.toISOString();
}

export function showControls(controls) {
  const bar = find("controls");
  const focused = bar.contains(document.activeElement) ? document.activeElement.textContent : null;
  bar.hidden = controls.length === 0;
  bar.replaceChildren(...controls.map(control));
  if (focused) [...bar.querySelectorAll("button")].find((each) => each.textContent === focused)?.focus();
}

function control({ name, status, actions }) {
  const doing = (action) => () => trying(async () => showControls(await post("controls", { name, action })));
  const words = element("span", { role: "status" }, element("strong", {}, `${name}: `), status);
  return element("div", { className: "control" }, words, ...actions.map((action) => button(action, doing(action), { "aria-label": `${action} (${name})` })));
}

export async function showTrouble() {
  const [{ faults, kinds }, bots, limits] = await Promise.all([get("faults"), get("bots"), get("limits")]);
  const select = find("fault-form").elements.kind;
  if (!select.options.length) for (const [kind, words] of Object.entries(kinds)) select.append(element("option", { value: kind }, words));
  find("faults").replaceChildren(...faults.map(fault));
  const revoked = bots.some((bot) => bot.revoked);
  find("token").textContent = revoked ? "Restore the token" : "Revoke the token";
  const limited = limits.per_second > 0 || limits.per_chat > 0;
  find("limits").textContent = limited ? "Stop enforcing the rate limits" : "Enforce the rate limits";
  const count = faults.length + Number(revoked);
  find("trouble-count").textContent = count ? `(${count} on)` : "";
}

function fault(each) {
  const calls = each.methods.join(", ") || "all calls";
  const often = each.count === null ? "until stopped" : `${each.used} of ${each.count} done`;
  const stop = () => trying(async () => {
    await remove(`faults/${each.id}`);
    await showTrouble();
  });
  return element("li", {}, `${each.kind.replace("_", " ")}: ${calls}, ${often}`, button("Stop", stop, { "aria-label": `Stop ${each.kind.replace("_", " ")}` }));
}

export function listen() {
  for (const each of document.querySelectorAll("[data-advance]")) {
    each.addEventListener("click", () => trying(() => post("clock", { advance_seconds: Number(each.dataset.advance) })));
  }
  find("fault-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const { kind, method, count, seconds } = event.target.elements;
    const wish = { kind: kind.value, methods: method.value ? [method.value] : [], count: Number(count.value) || null };
    trying(() => post("faults", { ...wish, seconds: Number(seconds.value), retry_after: Number(seconds.value) }));
  });
  find("token").addEventListener("click", () => trying(async () => {
    const bots = await get("bots");
    const revoked = !bots.some((bot) => bot.revoked);
    for (const bot of bots) await post("token", { bot: bot.username, revoked });
  }));
  find("limits").addEventListener("click", () => trying(async () => {
    const limits = await get("limits");
    await post("limits", limits.per_second || limits.per_chat ? {} : LIMITS);
  }));
  setInterval(() => (behind ? showClock().catch(tick) : tick()), 1000);
}
