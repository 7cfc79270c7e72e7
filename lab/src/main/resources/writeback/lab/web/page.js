"use strict";

const TITLES = {
  directory: "Directory", domain: "Password policy", gpo: "Password policy", pso: "Password policy",
  sync: "Synchronisation", connect: "Entra Connect", portal: "Portal", sspr: "Self-service password reset",
  licence: "Licence", roles: "Directory roles", graph: "Graph", signIn: "Sign-in", channel: "Teams channel",
};
const PORTAL = "#view/Microsoft_AAD_IAM/PasswordResetMenuBlade/~/";
const CONNECT = "#view/Microsoft_AAD_Connect_Provisioning/";
const view = document.getElementById("view");
const toast = document.getElementById("toast");
let state = {};
let keys = [];
let roles = {};
let hideToast;

function say(text, bad = false) {
  toast.textContent = text;
  toast.classList.toggle("bad", bad);
  toast.hidden = false;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => { toast.hidden = true; }, bad ? 8000 : 2500);
}

/** The answer's JSON (null for none); shows what was refused and throws. */
async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : null;
  if (!answer.ok) {
    say(json?.error ?? `${answer.status} ${text}`, true);
    throw new Error(text);
  }
  return json;
}

async function save(patch) {
  try {
    state = await call("PATCH", "/state", patch);
    say("Saved");
  } finally {
    refresh();
  }
}

function fromTemplate(id) {
  return document.getElementById(id).content.cloneNode(true);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/* State and faults */

function control(key) {
  const set = (value) => save({ [key.name]: value }).catch(() => {});
  const named = { ariaLabel: key.name, title: `must be ${key.expects}` };
  switch (key.kind) {
    case "Flag": {
      const box = element("input", { type: "checkbox", ...named });
      box.onchange = () => set(box.checked);
      return [box, () => { box.checked = state[key.name]; }];
    }
    case "Choice": {
      const list = element("select", named, ...key.values.map((value) => element("option", { value }, value)));
      list.onchange = () => set(list.value);
      return [list, () => { list.value = state[key.name]; }];
    }
    case "Texts":
      return key.name.startsWith("roles.") ? roleBoxes(key, set) : line(key, named, (text) =>
        set(text.split(/[\s,]+/).filter(Boolean)), (value) => value.join(" "));
    case "Version":
      return line(key, named, set, (value) => value);
    default:
      return number(key, named, set);
  }
}

function number(key, named, set) {
  const nullable = key.kind === "NumberOrNull";
  const box = element("input", { type: "number", placeholder: nullable ? "none" : "", ...named });
  box.onchange = () => set(box.value === "" ? null : Number(box.value));
  return [box, () => { box.value = state[key.name] ?? ""; }];
}

function line(key, named, set, show) {
  const box = element("input", { type: "text", size: 14, ...named });
  box.onchange = () => set(box.value.trim());
  return [box, () => { box.value = show(state[key.name]); }];
}

function roleBoxes(key, set) {
  const boxes = Object.entries(roles).sort((a, b) => a[1].localeCompare(b[1])).map(([id, name]) => {
    const box = element("input", { type: "checkbox", value: id });
    return [box, element("label", { className: "tick" }, box, name)];
  });
  boxes.forEach(([box]) => {
    box.onchange = () => {
      const unknown = state[key.name].filter((id) => !(id in roles));
      set([...unknown, ...boxes.filter(([b]) => b.checked).map(([b]) => b.value)]);
    };
  });
  const summary = element("summary");
  const all = element("details", {}, summary, ...boxes.map(([, label]) => label));
  return [all, () => {
    summary.textContent = state[key.name].map((id) => roles[id] ?? id).join(", ") || "no roles";
    boxes.forEach(([box]) => { box.checked = state[key.name].includes(box.value); });
  }];
}

function overview() {
  const page = fromTemplate("overview");
  const updates = [];
  const groups = new Map();
  for (const key of keys) {
    const title = TITLES[key.name.split(".")[0]];
    if (!groups.has(title)) groups.set(title, element("section", {}, element("h2", {}, title)));
    const [input, update] = control(key);
    const wide = key.kind === "Texts";
    const row = element("div", { className: wide ? "row wide" : "row" },
      element("code", {}, key.name), element("small", {}, key.meaning),
      element("div", { className: "control" }, input));
    groups.get(title).append(row);
    updates.push(() => {
      row.classList.toggle("changed", JSON.stringify(state[key.name]) !== JSON.stringify(key.start));
      if (!row.contains(document.activeElement) || document.activeElement.type === "checkbox") update();
    });
  }
  page.getElementById("groups").append(...groups.values());
  page.querySelectorAll("[data-post]").forEach((button) => {
    button.onclick = async () => {
      const answer = await call("POST", button.dataset.post).catch(() => undefined);
      if (answer === undefined) return;
      if (answer) state = answer;
      say("Done");
      refresh();
    };
  });
  view.replaceChildren(page);
  return () => updates.forEach((update) => update());
}

/* The portal, the wizard, the self-service page */

function fill(form) {
  form.querySelectorAll("[name]").forEach((input) => {
    const value = state[input.name];
    if (input.type === "checkbox") input.checked = value;
    else if (input.type === "radio") input.checked = input.value === value;
    else input.value = value;
  });
}

function read(form) {
  const patch = {};
  form.querySelectorAll("[name]:enabled").forEach((input) => {
    if (input.type === "checkbox") patch[input.name] = input.checked;
    else if (input.type === "number") patch[input.name] = Number(input.value);
    else if (input.type !== "radio" || input.checked) patch[input.name] = input.value;
  });
  return patch;
}

/** The form keeps what is ticked but not saved; a status beside it follows the state. */
function switches(form, follow) {
  fill(form);
  form.onsubmit = (event) => {
    event.preventDefault();
    save(read(form)).then(() => fill(form)).catch(() => {});
  };
  return follow;
}

function portal(tab) {
  const page = fromTemplate("portal");
  const current = page.querySelector(`[data-tab="${tab}"]`);
  current.setAttribute("aria-selected", "true");
  page.querySelector("h1").textContent = `Password reset | ${current.textContent}`;
  const form = page.querySelector("form");
  form.append(fromTemplate(tab));
  view.replaceChildren(page);
  const status = form.querySelector(".status");
  return switches(form, () => {
    if (!status) return;
    status.textContent = clientStatus();
    status.classList.toggle("good", clientRuns());
    form.querySelectorAll("input, button").forEach((input) => { input.disabled = !state["connect.writeback"]; });
  });
}

function clientRuns() {
  return state["connect.writeback"] && state["connect.serviceRunning"] && !state["connect.staging"];
}

function clientStatus() {
  if (!state["connect.writeback"]) {
    return "Your on-premises writeback client is not set up: first turn on Password writeback in the wizard.";
  }
  return clientRuns()
    ? "Your on-premises writeback client is up and running."
    : "Microsoft Entra ID cannot connect to your on-premises writeback client.";
}

function wizard() {
  const page = fromTemplate("wizard");
  const form = page.querySelector("form");
  const status = page.querySelector(".status");
  view.replaceChildren(page);
  return switches(form, () => {
    const now = state["connect.writeback"] ? "Configured: password writeback is on." : "Password writeback is off.";
    status.textContent = state["connect.staging"]
      ? `${now} This is a staging server: nothing is written back whatever is ticked.` : now;
    status.classList.toggle("good", clientRuns());
  });
}

function selfService() {
  const page = fromTemplate("self-service");
  const form = page.querySelector("form");
  const result = page.querySelector(".result");
  call("GET", "/self-service/people").then((people) => form.userPrincipalName.append(
    ...people.map((person) => element("option", { value: person.userPrincipalName },
      `${person.name} (${person.userPrincipalName})`))));
  form.onsubmit = async (event) => {
    event.preventDefault();
    result.textContent = "";
    result.classList.remove("good");
    if (form.newPassword.value !== form.again.value) {
      result.textContent = "The two passwords differ.";
      return;
    }
    const answer = await call("POST", "/self-service",
      { userPrincipalName: form.userPrincipalName.value, newPassword: form.newPassword.value }).catch(() => null);
    if (!answer) return;
    result.classList.toggle("good", answer.ok);
    result.textContent = answer.ok ? "Your password has been reset." : answer.error;
    form.newPassword.value = form.again.value = "";
  };
  view.replaceChildren(page);
  return () => {};
}

/* Which view */

let refresh = () => {};

function show() {
  const tab = location.hash.startsWith(PORTAL) ? location.hash.slice(PORTAL.length).split("/")[0] : null;
  const paths = { "/wizard": wizard, "/self-service": selfService };
  if (tab !== null && location.pathname === "/") {
    refresh = portal(["Properties", "Registration"].includes(tab) ? tab : "OnPremisesIntegration");
  } else if (location.hash.startsWith(CONNECT)) {
    // the portal's page leads to the download of Entra Connect; here its wizard is one click nearer
    refresh = wizard();
  } else {
    refresh = (paths[location.pathname] ?? overview)();
  }
  const here = tab !== null ? `/${PORTAL}OnPremisesIntegration` : location.pathname === "/" ? "/#" : location.pathname;
  document.querySelectorAll("nav a").forEach((link) => {
    link.toggleAttribute("aria-current", link.getAttribute("href") === here);
  });
  refresh();
}

async function start() {
  const described = await call("GET", "/state/keys");
  keys = described.keys;
  roles = described.roles;
  state = await call("GET", "/state");
  addEventListener("hashchange", show);
  show();
  setInterval(async () => {
    try {
      state = await (await fetch("/state")).json();
      refresh();
    } catch {
      say("The practice organisation does not answer", true);
    }
  }, 2000);
}

start();
