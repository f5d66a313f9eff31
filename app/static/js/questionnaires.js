// Saves each answer a moment after typing stops. Without this file the buttons on the page save everything.
"use strict";

const PAUSE = 800;        // milliseconds without typing before a save
const RETRY = 5000;       // before another try when the server did not answer
const LEAVE = 3000;       // how long a button waits for saves that are under way

const form = document.querySelector("form[data-autosave]");
const storage = openStorage();

// A shared laptop must not keep somebody's texts.
document.querySelector("form[action$='/sign-out']")?.addEventListener("submit", () => forget(""));
document.querySelector("[data-forget]")?.addEventListener("submit", (event) => forget(event.target.dataset.forget));
document.querySelector(".error-summary, [data-take-focus]")?.focus();
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

function openStorage() {
  try {
    return window.localStorage;
  } catch {
    return null; // private window or blocked: the server still has what was saved
  }
}

function forget(prefix) {
  if (!storage) return;
  const ours = Object.keys(storage).filter((key) => key.startsWith(`answers:${prefix}`));
  ours.forEach((key) => storage.removeItem(key));
}

function start(form) {
  const texts = JSON.parse(document.getElementById("autosave-texts").textContent);
  const answers = [...form.querySelectorAll("[data-answer]")].map((box) => new Answer(box, form, texts));
  const leaving = (event) => {
    const waiting = answers.filter((answer) => answer.unsaved);
    if (form.dataset.leaving || waiting.length === 0) return;
    event.preventDefault();
    form.dataset.leaving = "yes";
    const pressed = event.submitter;
    const all = Promise.all(waiting.map((answer) => answer.save()));
    Promise.race([all, new Promise((done) => setTimeout(done, LEAVE))]).then(() => {
      answers.forEach((answer) => answer.tellWhatWasSent());
      form.requestSubmit(pressed);
    });
  };
  form.addEventListener("submit", leaving);
  form.addEventListener("input", () => showWhatIsAsked(form));
  showWhatIsAsked(form);
  window.addEventListener("pageshow", () => delete form.dataset.leaving);
  window.addEventListener("online", () => answers.forEach((answer) => answer.unsaved && answer.save()));
  answers.forEach((answer) => answer.bringBack());
}

// Questions that depend on another answer hide while they are not asked and hold no text.
function showWhatIsAsked(form) {
  const given = new FormData(form);
  form.querySelectorAll("[data-depends-on]").forEach((box) => {
    const wanted = JSON.parse(box.dataset.dependsValues);
    const chosen = given.getAll(box.dataset.dependsOn).filter((value) => value !== "");
    const asked = wanted.length ? chosen.some((value) => wanted.includes(value)) : chosen.length > 0;
    const filled = given.getAll(box.dataset.answer).some((value) => value !== "");
    box.hidden = !asked && !filled;
  });
}

class Answer {
  constructor(box, form, texts) {
    this.box = box;
    this.form = form;
    this.texts = texts;
    this.key = box.dataset.answer;
    this.seen = box.querySelector("input[data-seen]");
    this.status = box.querySelector(".saved");
    this.advice = box.querySelector("[data-advice]");
    // What stands in the advice is no part of the answer.
    this.fields = [...box.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((field) => !field.closest("[data-advice]"));
    this.shown = JSON.stringify(this.pairs());
    this.underway = [];   // sent, without hearing whether it arrived
    this.running = null;
    this.timer = null;
    this.local = `answers:${form.dataset.person}:${form.dataset.form}:${location.pathname}:${this.key}`;
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("change", () => this.changed());
    this.count();
  }

  get unsaved() {
    return JSON.stringify(this.pairs()) !== this.shown || this.running !== null;
  }

  pairs() {
    return this.fields
      .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
      .map((field) => [field.name, field.value]);
  }

  changed() {
    this.count();
    this.keepLocally();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  count() {
    const field = this.fields.find((one) => one.dataset.longest);
    const counter = this.box.querySelector("[data-count]");
    if (!field || !counter) return;
    const left = Number(field.dataset.longest) - [...field.value].length;
    const text = left < 0 ? this.texts.over : this.texts.left;
    counter.textContent = text.replace("{n}", Math.abs(left));
    counter.classList.toggle("is-over", left < 0);
  }

  keepLocally() {
    try {
      storage?.setItem(this.local, JSON.stringify({ pairs: this.pairs(), seen: this.seen.value }));
    } catch {
      // The browser's own store is full: the text is still on the screen and on its way to the server.
    }
  }

  // What this browser still had and the server did not: back on the screen, and on its way again. What the page shows
  // may still have to be saved (data-unsaved): then this browser keeps it.
  bringBack() {
    const kept = storage?.getItem(this.local);
    if (!kept) return;
    const { pairs, seen } = JSON.parse(kept);
    if (JSON.stringify(pairs) === this.shown) {
      if (!("unsaved" in this.form.dataset)) storage.removeItem(this.local);
      return;
    }
    this.show(pairs.map(([, value]) => value));
    this.seen.value = seen;
    this.say(this.texts.back);
    this.save();
  }

  show(values) {
    const boxes = this.fields.filter((field) => ["checkbox", "radio"].includes(field.type));
    const ticked = boxes.map((field) => field.value);
    const typed = values.filter((value) => !ticked.includes(value));
    boxes.forEach((field) => { field.checked = values.includes(field.value); });
    this.fields.filter((field) => !boxes.includes(field)).forEach((field, place) => { field.value = typed[place] ?? ""; });
    this.count();
  }

  save() {
    clearTimeout(this.timer);
    if (this.running) return this.running.then(() => (this.unsaved ? this.save() : undefined));
    if (!this.unsaved) return Promise.resolve();
    this.running = this.send().finally(() => { this.running = null; });
    return this.running;
  }

  async send() {
    const pairs = this.pairs();
    const sent = JSON.stringify(pairs);
    const fields = [...new FormData(this.form)].filter(([name]) => name !== "csrf_token");
    const mine = this.underway.map((text) => JSON.parse(text));
    const body = JSON.stringify({ key: this.key, fields, seen: this.seen.value, mine });
    this.underway.push(sent);
    let response, answer;
    try {
      const headers = { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": this.form.elements.csrf_token.value };
      response = await fetch(this.form.dataset.autosave, { method: "POST", headers, body });
      answer = await response.json();
    } catch {
      return this.tryAgain(this.texts.offline);
    }
    if (response.ok) return this.confirmed(sent, answer);
    if (response.status === 409 && answer.seen) return this.ask(answer);
    if (response.status >= 500 || response.status === 429) return this.tryAgain(this.texts.offline);
    this.underway.pop();
    if (response.status === 401) return this.say(this.texts.signIn, this.form.dataset.signIn);
    if (response.status === 400) return this.say(this.texts.outdated);
    return this.say(answer.message || this.texts.refused);
  }

  confirmed(sent, answer) {
    document.dispatchEvent(new Event("buurtbalans:answered"));
    this.underway = [];
    this.seen.value = answer.seen;
    this.shown = sent;
    this.box.querySelector(".conflict")?.remove();
    this.say(answer.message);
    if (JSON.stringify(this.pairs()) === sent) this.forgetLocally(sent);
    else this.changed();
    this.advise();
  }

  // What there is to say of the text that was saved. Without an answer the page stays as it is: nothing hangs on it.
  async advise() {
    if (!this.advice || !this.form.dataset.advise || this.advice.contains(document.activeElement)) return;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrf_token.value };
    try {
      const response = await fetch(this.form.dataset.advise, { method: "POST", headers, body: JSON.stringify({ key: this.key }) });
      if (response.ok && !this.unsaved) this.advice.innerHTML = (await response.json()).html;
    } catch {
      // no line: the advice comes with the next save
    }
  }

  // Another tab may have kept a text of its own here: that one stays.
  forgetLocally(text) {
    const kept = storage?.getItem(this.local);
    if (kept && JSON.stringify(JSON.parse(kept).pairs) === text) storage.removeItem(this.local);
  }

  tryAgain(text) {
    this.say(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY);
  }

  // Another screen wrote something else: both texts, to choose from.
  ask(answer) {
    this.underway = [];
    this.say("");
    this.box.querySelector(".conflict")?.remove();
    const note = document.createElement("div");
    note.className = "conflict notice notice-warning";
    note.setAttribute("role", "alert");
    const add = (tag, text) => note.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
    add("p", this.texts.elsewhere);
    add("blockquote", answer.words || this.texts.nothing);
    const button = (text, action) => {
      const made = add("button", text);
      made.type = "button";
      made.className = "button secondary small";
      made.addEventListener("click", action);
    };
    button(this.texts.keepMine, () => {
      this.seen.value = answer.seen;
      this.shown = null;
      this.save();
    });
    button(this.texts.useOther, () => {
      this.show(answer.values);
      this.seen.value = answer.seen;
      this.shown = JSON.stringify(this.pairs());
      storage?.removeItem(this.local);
      note.remove();
      this.fields[0]?.focus();
    });
    this.box.appendChild(note);
  }

  // The page is about to be sent whole: let the server know which texts may be this browser's own.
  tellWhatWasSent() {
    this.underway.forEach((text) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: `mine.${this.key}`, value: text });
      this.box.appendChild(field);
    });
  }

  say(text, link) {
    this.status.textContent = text;
    if (!link) return;
    const anchor = Object.assign(document.createElement("a"), { href: link, textContent: this.texts.signInLink, target: "_blank" });
    this.status.append(" ", anchor);
  }
}

if (form) start(form);
