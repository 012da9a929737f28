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

// What is to be mended is read out first.
document.getElementById("errors")?.focus();

// Two minutes before somebody is signed out the page says so; afterwards it shows nothing of anybody.
let timers = [];
function watch(warn, over) {
  timers.forEach(clearTimeout);
  if (!over) return;
  timers = [setTimeout(warnOf, warn * 1000), setTimeout(leave, over * 1000)];
}
function warnOf() {
  const warning = document.getElementById("warning-soon");
  if (!warning) return;
  warning.hidden = false;
  warning.querySelector("button").focus();
}
function leave() {
  const typed = [...document.querySelectorAll("main textarea, main input[type=text]")];
  if (typed.every((field) => field.value === field.defaultValue)) location.replace(page.dataset.signedOut);
}
watch(Number(page.dataset.warn), Number(page.dataset.over));
page.addEventListener("htmx:afterSettle", (event) => {
  const warning = document.getElementById("warning-soon");
  if (warning && event.detail.target?.id === "still-here") watch(Number(warning.dataset.warn), Number(warning.dataset.over));
});
