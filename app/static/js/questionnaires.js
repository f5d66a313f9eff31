// Saves each answer a moment after typing stops. Without this file the buttons on the page save everything.
"use strict";

const PAUSE = 800;        // milliseconds without typing before a save
const THINK = 700;        // after a save, before asking what there is to say of the text
const RETRY = 5000;       // before another try when the server did not answer
const LEAVE = 3000;       // how long a button waits for saves that are under way
const SILENCE = 10000;    // without an answer for so long, the page says that a text is not saved
const LAST = 20000;       // characters that a browser still sends after its page is gone

const form = document.querySelector("form[data-autosave]");
const storage = openStorage();

const signOut = document.querySelector("form[action$='/sign-out']");
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

// Before sending: the pages of this form of which this browser keeps a text that may not be saved.
function showLeftovers(box) {
  const pages = Object.keys(storage ?? {}).filter((key) => key.startsWith(`answers:${box.dataset.leftovers}`));
  box.querySelectorAll("[data-path]").forEach((line) => {
    line.hidden = !pages.some((key) => key.includes(`:${line.dataset.path}:`));
    if (!line.hidden) box.hidden = false;
  });
}

function start(form) {
  const texts = JSON.parse(document.getElementById("autosave-texts").textContent);
  const answers = [...form.querySelectorAll("[data-answer]")].map((box) => new Answer(box, form, texts));
  const unsaved = () => answers.filter((answer) => answer.unsaved);
  const saveFirst = () => Promise.race([
    Promise.all(unsaved().map((answer) => answer.save())),
    new Promise((done) => setTimeout(done, LEAVE)),
  ]);
  form.addEventListener("submit", (event) => {
    if (form.dataset.leaving || unsaved().length === 0) return;
    event.preventDefault();
    form.dataset.leaving = "yes";
    const pressed = event.submitter;
    saveFirst().then(() => {
      answers.forEach((answer) => answer.tellWhatWasSent());
      form.requestSubmit(pressed);
    });
  });
  form.addEventListener("input", () => {
    showWhatIsAsked(form);
    if (signOut) delete signOut.dataset.warned;
  });
  showWhatIsAsked(form);
  window.addEventListener("pageshow", () => delete form.dataset.leaving);
  window.addEventListener("online", () => unsaved().forEach((answer) => answer.save()));
  // Another app, another page, a closed lid: the last moment at which something can be sent.
  document.addEventListener("visibilitychange", () => document.hidden && unsaved().forEach((answer) => answer.save()));
  signOut?.addEventListener("submit", (event) => signOutSaved(event, saveFirst, unsaved, texts));
  answers.forEach((answer) => answer.bringBack());
}

// Signing out makes this browser forget, so everything is saved first. What cannot be saved takes a second press.
function signOutSaved(event, saveFirst, unsaved, texts) {
  if (signOut.dataset.warned || unsaved().length === 0) {
    signOut.dataset.leaving = "yes";
    return;
  }
  event.preventDefault();
  saveFirst().then(() => {
    const left = unsaved();
    signOut.dataset.warned = "yes";
    if (left.length === 0) return signOut.requestSubmit();
    left.forEach((answer) => answer.say(texts.signOut));
    return left[0].fields[0].focus();
  });
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
    return JSON.stringify(this.pairs()) !== this.shown || this.running !== null || this.underway.length > 0;
  }

  pairs() {
    return this.fields
      .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
      .map((field) => [field.name, field.value]);
  }

  changed() {
    this.count();
    this.keepLocally();
    if (this.saidSaved && this.unsaved) this.say("");
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
    if (signOut?.dataset.leaving) return;
    try {
      if (!this.unsaved && !("unsaved" in this.form.dataset)) storage?.removeItem(this.local);
      else storage?.setItem(this.local, JSON.stringify({ pairs: this.pairs(), seen: this.seen.value, mine: this.underway }));
    } catch {
      // The browser's own store is full: the text is still on the screen and on its way to the server.
    }
  }

  // What this browser still had and the server did not: back on the screen, and on its way again. What the page shows
  // may still have to be saved (data-unsaved): then this browser keeps it.
  bringBack() {
    const kept = storage?.getItem(this.local);
    if (!kept) return;
    const { pairs, seen, mine } = JSON.parse(kept);
    if (JSON.stringify(pairs) === this.shown) {
      if (!("unsaved" in this.form.dataset)) storage.removeItem(this.local);
      return;
    }
    this.show(pairs.map(([, value]) => value));
    this.seen.value = seen;
    this.underway = mine ?? [];
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
    this.keepLocally();
    let response, answer;
    try {
      const headers = { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": this.form.elements.csrf_token.value };
      const options = { keepalive: document.hidden && body.length < LAST, signal: AbortSignal.timeout(SILENCE) };
      response = await fetch(this.form.dataset.autosave, { method: "POST", headers, body, ...options });
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
    return this.say(([409, 413, 422].includes(response.status) && answer.message) || this.texts.refused);
  }

  confirmed(sent, answer) {
    document.dispatchEvent(new Event("buurtbalans:answered"));
    this.underway = [];
    this.seen.value = answer.seen;
    this.shown = sent;
    this.box.querySelector(".conflict")?.remove();
    this.say(answer.message);
    this.saidSaved = true;
    if (JSON.stringify(this.pairs()) === sent) this.forgetLocally(sent);
    else this.changed();
    this.advise();
  }

  // What there is to say of the text that was saved. Without an answer the page stays as it is: nothing hangs on it.
  advise() {
    const written = this.fields.some((field) => field.matches("textarea, input[type=text]"));
    if (!written || !this.advice || !this.form.dataset.advise) return;
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.askForAdvice(), THINK);
  }

  async askForAdvice() {
    if (this.unsaved || this.advice.contains(document.activeElement)) return;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrf_token.value };
    try {
      const response = await fetch(this.form.dataset.advise, { method: "POST", headers, body: JSON.stringify({ key: this.key }) });
      if (response.ok) this.showAdvice((await response.json()).html);
    } catch {
      // no line: the advice comes with the next save
    }
  }

  // Somebody who is at work in the advice is left alone; a reason that was typed there moves along.
  showAdvice(html) {
    if (this.unsaved || this.advice.contains(document.activeElement)) return;
    const typed = this.advice.querySelector("input")?.value;
    this.advice.innerHTML = html;
    const reason = this.advice.querySelector("input");
    if (!typed || !reason) return;
    reason.value = typed;
    reason.closest("details").open = true;
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
    this.keepLocally();
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
    this.saidSaved = false;
    this.status.textContent = text;
    if (!link) return;
    const anchor = Object.assign(document.createElement("a"), { href: link, textContent: this.texts.signInLink, target: "_blank" });
    this.status.append(" ", anchor);
  }
}

if (form) start(form);
document.querySelectorAll("[data-leftovers]").forEach(showLeftovers);
