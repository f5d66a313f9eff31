// Working on the map in a meeting: a change is made without leaving the page, with one key where that can, and it waits
// here when the network is away. The map works without this.
(function () {
  "use strict";

  const main = document.getElementById("main");
  const desk = document.querySelector("[data-desk]");
  if (!desk || !window.morph) return;
  const texts = desk.dataset;
  const QUEUE = "map-changes:" + texts.desk;
  const SOON = 4000;

  /* What waits: kept in this browser, in order. */
  const waiting = () => { try { return JSON.parse(localStorage.getItem(QUEUE)) || []; } catch (_error) { return []; } };
  const keep = (list) => {
    try { localStorage.setItem(QUEUE, JSON.stringify(list)); } catch (_error) { /* a full or closed store: the page itself still holds it */ }
    show(list);
  };
  let memory = waiting();

  function say(text) {
    const status = document.getElementById("desk-status");
    if (status) status.textContent = text;
  }

  function show(list) {
    memory = list;
    const bar = document.getElementById("waiting");
    if (!bar) return;
    bar.hidden = !list.length;
    bar.querySelector("[data-count]").textContent = list.length === 1 ? texts.one : texts.many.replace("{n}", list.length);
    bar.querySelector("ul").replaceChildren(...list.map((each) => Object.assign(document.createElement("li"), { textContent: each.what })));
  }

  /* One change to the server. Resolves to what it answered; a network that is away rejects. */
  async function send(change) {
    const answer = await fetch(change.url, { method: "POST", body: new URLSearchParams(change.body), credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status >= 500) throw new Error(String(answer.status));
    return { answer, page };
  }

  const moment = (page) => { const field = page.querySelector('input[name="seen"]'); return field ? field.value : ""; };

  function put(answer, page, card) {
    const path = new URL(answer.url).pathname;
    if (answer.ok && page.querySelector("[data-desk]") && path === location.pathname) {
      const hadFocus = document.activeElement;
      window.morph(main, page.getElementById("main"), false);
      focus(card, hadFocus);
    } else if (answer.ok) {
      location.assign(answer.url);
      return;
    } else {
      const next = page.getElementById("main");
      if (!next) { location.reload(); return; }
      main.replaceWith(document.importNode(next, true));
      document.title = page.title;
      history.pushState({}, "", answer.url);
      const problem = document.getElementById("problem") || document.querySelector("h1");
      if (problem) { problem.setAttribute("tabindex", "-1"); problem.focus(); }
      stopped = true;
    }
    show(memory);
    document.dispatchEvent(new Event("map:changed"));
  }

  function focus(card, before) {
    const found = document.getElementById(card || (before && before.id));
    if (found) { found.focus({ preventScroll: true }); return; }
    if (before && before.isConnected) before.focus({ preventScroll: true });
    else if (card) {  // it is gone, merged into another: the bar at the bottom says where
      const bar = document.getElementById("last-change");
      const button = bar && bar.querySelector("button");
      if (button) button.focus({ preventScroll: true });
    }
  }

  let sending = false;
  let stopped = false;

  async function flush() {
    if (sending || stopped || !memory.length) return;
    sending = true;
    try {
      while (memory.length && !stopped) {
        const change = memory[0];
        const sent = await send(change).catch(() => null);
        if (!sent) {
          say(texts.away);
          show(memory);
          return;
        }
        const { answer, page } = sent;
        const rest = memory.slice(1);
        // What was made on the same page goes on from this change, as long as nobody else came between.
        const now = moment(page);
        const [before, after] = [change.seen.split("-"), now.split("-")];
        if (answer.ok && before[0] === after[0] && Number(after[1]) === Number(before[1]) + 1) {
          for (const next of rest) {
            if (next.seen === change.seen) {
              next.seen = now;
              next.body = next.body.map(([name, value]) => [name, name === "seen" ? now : value]);
            }
          }
        }
        keep(rest);
        put(answer, page, change.card);
      }
    } finally {
      sending = false;
      document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    }
  }

  function name() {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    return "c-" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const seen = form.querySelector('input[name="seen"]');
    if (event.defaultPrevented || stopped || !seen || form.method !== "post" || !main.contains(form)) return;
    event.preventDefault();
    const body = Array.from(new FormData(form, event.submitter));
    const scope = form.closest("[data-keys]");
    const title = scope && scope.querySelector("h1, h2, h3");
    const button = event.submitter || form.querySelector("button");
    const what = [button ? button.textContent.trim() : "", title ? title.textContent.trim() : ""].filter(Boolean).join(": ");
    body.push(["edit", name()]);
    const tools = form.closest("details");
    if (tools) tools.open = false;
    form.reset();
    keep([...memory, { url: form.action, body, seen: seen.value, what, card: scope ? scope.id : "" }]);
    flush();
  });

  /* Somebody else changed the map: this page follows, but for the card in which somebody is busy. */
  async function watch() {
    if (document.hidden || sending || stopped || !texts.now) return;
    if (memory.length) { flush(); return; }
    try {
      const answer = await fetch(texts.now, { cache: "no-cache", credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const now = await answer.text();
      if (!now || now === desk.dataset.moment || sending) return;
      const fresh = await fetch(location.href, { credentials: "same-origin" });
      if (!fresh.ok || fresh.redirected || sending) return;
      const page = new DOMParser().parseFromString(await fresh.text(), "text/html");
      if (!page.querySelector("[data-desk]")) return;
      window.morph(main, page.getElementById("main"), true);
      show(memory);
      say(texts.followed);
      document.dispatchEvent(new Event("map:changed"));
    } catch (_error) { /* the network is away: the next look may find it */ }
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-forget]")) keep([]);
  });
  setInterval(watch, SOON);
  window.addEventListener("online", flush);
  window.addEventListener("popstate", () => { if (stopped) location.reload(); });
  document.addEventListener("visibilitychange", watch);
  show(memory);
  flush();
})();
