// All script of our own: the pages work without it.
const page = document.body;
page.classList.add("scripted");

// The token of a sign-in link is behind the #, where no server sees it: into the form with it, and out of the address.
const token = document.getElementById("token");
function takeToken() {
  if (!token || location.hash.length < 20) return;
  token.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  document.getElementById("by-link").hidden = false;
  document.getElementById("by-code").hidden = true;
}
takeToken();
addEventListener("hashchange", takeToken);

// Two minutes before somebody is signed out the page says so; afterwards it shows nothing of anybody, and what was typed
// is kept for whoever typed it.
let timers = [], due = Infinity, before = null;
function watch(warn, over) {
  timers.forEach(clearTimeout);
  before?.focus();  // where they were when they were warned
  if (!over) return;
  due = Date.now() + over * 1000;
  timers = [setTimeout(warnOf, warn * 1000), setTimeout(leave, over * 1000)];
}
function warnOf() {
  const warning = document.getElementById("warning-soon");
  if (!warning) return;
  before = document.activeElement;
  warning.hidden = false;
  warning.querySelector("button").focus();
}
function isFilled(form) {
  const looked = location.search.includes("look=");  // what was typed is hidden in the form that sends it
  return form.getAttribute("action") === page.dataset.sent || [...form.elements].some((field) =>
    field.type === "hidden" ? looked && field.name !== "key"
    : field.options ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected))
    : field.checked !== field.defaultChecked || (field.type !== "file" && field.value !== (field.defaultValue ?? field.value)));
}
async function leave() {
  page.hidden = true;
  let where = page.dataset.signedOut;
  try {
    for (const form of [...document.querySelectorAll("main form[method=post]")].filter(isFilled)) {
      const typed = new FormData(form);
      [...form.elements].forEach((field) => field.type === "file" && typed.delete(field.name));
      typed.append("left_for", form.getAttribute("action"));
      const answer = await fetch(page.dataset.left, { method: "POST", body: typed });
      if (answer.redirected) where = answer.url;
    }
    location.replace(where);
  } catch {
    timers = [setTimeout(leave, 10000)];
  }
}
watch(Number(page.dataset.warn), Number(page.dataset.over));
document.addEventListener("visibilitychange", () => Date.now() > due && !page.hidden && leave());
page.addEventListener("htmx:afterSettle", (event) => {
  const warning = document.getElementById("warning-soon");
  if (warning && event.detail.target?.id === "still-here") watch(Number(warning.dataset.warn), Number(warning.dataset.over));
});
