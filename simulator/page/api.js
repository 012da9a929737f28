// Asking the simulator. A refusal becomes an Error with its sentence.

async function ask(method, path, body, type = "application/json") {
  const wanted = { method, headers: {} };
  if (body !== undefined) {
    wanted.headers["content-type"] = type;
    wanted.body = type === "application/json" ? JSON.stringify(body) : body;
  }
  const answer = await fetch(`simulator/${path}`, wanted);
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error || `The simulator answered ${answer.status}.`);
  return found;
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const remove = (path) => ask("DELETE", path);
export const upload = (path, blob) => ask("POST", path, blob, blob.type || "application/octet-stream");

export function element(tag, about = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.startsWith("aria")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export const button = (label, onclick, about = {}) => element("button", { type: "button", onclick, ...about }, label);

export function tell(words) {
  document.getElementById("status").textContent = words;
}

// Does something and says what went wrong, if anything does.
export async function trying(action) {
  try {
    const result = await action();
    tell("");
    return result;
  } catch (error) {
    tell(error.message);
    return undefined;
  }
}

// A question in a dialog; true when the person agrees. Without `no` it is only something to read.
export function asked(words, yes = "OK", no = "Cancel") {
  const dialog = document.getElementById("dialog");
  const [agree, refuse] = [document.getElementById("dialog-yes"), document.getElementById("dialog-no")];
  document.getElementById("dialog-text").textContent = words;
  agree.textContent = yes;
  refuse.textContent = no || "";
  refuse.hidden = !no;
  return new Promise((settle) => {
    agree.onclick = () => dialog.close("yes");
    refuse.onclick = () => dialog.close("no");
    dialog.onclose = () => settle(dialog.returnValue === "yes");
    dialog.returnValue = "";
    if (dialog.open) dialog.close();
    dialog.showModal();
  });
}
