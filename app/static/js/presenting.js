// One slide at a time. Everything is on the page, so it goes on without a network; then it only says of when it is.
(function () {
  "use strict";

  const SOON = 5000;
  const slides = document.getElementById("slides");
  const place = document.getElementById("place");
  const away = document.getElementById("away");
  const changed = document.getElementById("changed");
  const blank = document.getElementById("blank");
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(slides.dataset.channel) : null;
  const all = () => Array.from(slides.querySelectorAll(".slide"));
  let current = 0;
  let typed = "";
  let asOf = new Date();

  document.documentElement.classList.add("has-script");
  document.querySelectorAll("[data-script-only]").forEach((node) => { node.hidden = false; });

  function put(number, tell) {
    const list = all();
    current = Math.min(Math.max(number, 0), list.length - 1);
    list.forEach((slide, index) => slide.classList.toggle("is-on", index === current));
    place.textContent = place.dataset.text.replace("{n}", current + 1).replace("{all}", list.length);
    const id = list[current].id;
    if (location.hash.slice(1) !== id) history.replaceState(null, "", "#" + id);
    list[current].focus({ preventScroll: true });
    window.scrollTo(0, 0);
    if (tell !== false && channel) channel.postMessage({ at: id });
  }

  const find = (id) => all().findIndex((slide) => slide.id === id);
  const here = () => Math.max(find(decodeURIComponent(location.hash.slice(1))), 0);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const open = document.querySelector("dialog[open]");
    if (open) {
      if (event.key === "o" || event.key === "?") open.close();
      return;
    }
    const known = {
      ArrowRight: () => put(current + 1), ArrowDown: () => put(current + 1), PageDown: () => put(current + 1), " ": () => put(current + 1),
      ArrowLeft: () => put(current - 1), ArrowUp: () => put(current - 1), PageUp: () => put(current - 1),
      Home: () => put(0), End: () => put(all().length - 1),
      b: () => { blank.hidden = !blank.hidden; }, ".": () => { blank.hidden = !blank.hidden; },
      o: () => document.getElementById("overview").showModal(), "?": () => document.getElementById("help").showModal(),
      Enter: () => { if (typed) put(Number(typed) - 1); },
    };
    if (/^[0-9]$/.test(event.key)) { typed = (typed + event.key).slice(-3); return; }
    const act = known[event.key];
    if (!act || (event.target.matches("a, button") && (event.key === "Enter" || event.key === " "))) return;
    if (!blank.hidden && event.key !== "b" && event.key !== ".") blank.hidden = true;
    event.preventDefault();
    act();
    typed = "";
  });
  document.querySelectorAll("[data-go]").forEach((button) => button.addEventListener("click", () => put(current + Number(button.dataset.go))));
  blank.addEventListener("click", () => { blank.hidden = true; });
  window.addEventListener("hashchange", () => {
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
    put(here());
  });
  document.querySelectorAll("dialog a").forEach((link) => link.addEventListener("click", () => link.closest("dialog").close()));
  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data.go) put(current + data.go);
      else if (data.to) to(data.to);
      else if (data.ask) channel.postMessage({ at: all()[current].id });
    };
  }

  /* A slide that came after this page was made is asked for first. */
  async function to(id) {
    if (find(id) < 0) await follow();
    if (find(id) >= 0) put(find(id));
  }

  /* What a subject was called and how much it held, to say so when that changes while it is on the screen. */
  const state = (slide) => slide && slide.dataset.size ? slide.querySelector("h2").textContent.trim() + " (" + slide.dataset.size + ")" : "";
  let timer;
  function tell(was, now) {
    changed.textContent = slides.dataset.was + ": " + was + ". " + slides.dataset.now + ": " + now + ".";
    changed.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { changed.hidden = true; }, 10000);
  }

  async function follow() {
    if (document.hidden) return;
    const answer = await fetch(location.pathname + location.search, { cache: "no-cache", credentials: "same-origin" }).catch(() => null);
    const text = answer && answer.ok && !answer.redirected ? await answer.text().catch(() => "") : "";
    const fresh = text && new DOMParser().parseFromString(text, "text/html").getElementById("slides");
    if (!fresh) {
      away.textContent = away.dataset.text.replace("{time}", asOf.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
      away.hidden = false;
      return;
    }
    asOf = new Date();
    away.hidden = true;
    const list = all();
    const id = list[current].id;
    const was = state(list[current]);
    list.forEach((slide) => slide.classList.remove("is-on"));
    window.morph(slides, fresh, false);
    const found = find(id);
    put(found < 0 ? current : found, false);
    const now = state(all()[current]);
    if (found >= 0 && was && was !== now) tell(was, now);
  }
  setInterval(follow, SOON);
  put(here());
})();
