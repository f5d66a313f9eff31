// The facilitator's own screen: drives the big screen in another window of this browser, and keeps the time.
(function () {
  "use strict";

  const presenter = document.getElementById("presenter");
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(presenter.dataset.channel) : null;
  const memory = presenter.dataset.memory;
  const slides = Array.from(document.querySelectorAll("[data-slide]"));
  const name = (slide) => slide ? slide.textContent.trim() : "–";
  let current = 0;

  document.querySelectorAll("[data-script-only]").forEach((node) => { node.hidden = false; });

  function at(number) {
    current = Math.min(Math.max(number, 0), slides.length - 1);
    slides.forEach((slide, index) => slide.classList.toggle("is-on", index === current));
    document.getElementById("now").textContent = name(slides[current]);
    document.getElementById("reminder").textContent = slides[current].dataset.reminder;
    document.getElementById("after").textContent = name(slides[current + 1]);
  }
  function go(to) {
    at(to);
    if (channel) channel.postMessage({ to: slides[current].dataset.slide });
  }
  document.querySelectorAll("[data-go]").forEach((button) => button.addEventListener("click", () => go(current + Number(button.dataset.go))));
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("textarea, input") || event.ctrlKey || event.altKey || event.metaKey) return;
    const by = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 }[event.key];
    if (by) { event.preventDefault(); go(current + by); }
  });
  slides.forEach((slide, index) => slide.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); go(index); }));
  if (channel) {
    channel.onmessage = ({ data }) => {
      const found = slides.findIndex((slide) => slide.dataset.slide === data.at);
      if (found >= 0) at(found);
    };
    channel.postMessage({ ask: true });
  }
  at(0);

  /* The agenda. Nothing moves by itself; a reload loses nothing. */
  const agenda = document.getElementById("agenda");
  const texts = agenda.dataset;
  const parts = Array.from(agenda.querySelectorAll("[data-minutes]"));
  const run = document.getElementById("run");
  const fresh = { part: -1, used: 0, since: 0 };
  const read = (key, other) => { try { return JSON.parse(localStorage.getItem(memory + key)) || other; } catch (_error) { return other; } };
  const keep = (key, value) => { try { localStorage.setItem(memory + key, JSON.stringify(value)); } catch (_error) { /* then it holds as long as this page is open */ } };
  let time = read(":time", fresh);
  const used = () => time.used + (time.since ? Date.now() - time.since : 0);
  const set = (next) => { time = next; keep(":time", time); tick(); };
  let told = "";

  function words() {
    if (time.part < 0 || time.part >= parts.length) return "";
    const left = Number(parts[time.part].dataset.minutes) - used() / 60000;
    const text = left >= 1 ? texts.left.replace("{n}", Math.floor(left)) : left >= 0 ? texts.last : texts.over.replace("{n}", Math.ceil(-left));
    return text + (time.since ? "" : " (" + texts.paused + ")");
  }
  function tick() {
    const text = words();
    const left = document.getElementById("left");
    document.getElementById("clock").textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    left.textContent = text;
    left.classList.toggle("is-over", text.includes(texts.over.replace("{n} ", "").trim()));
    if (text !== told) { document.getElementById("spoken").textContent = text; told = text; }
    parts.forEach((part, index) => {
      part.classList.toggle("is-on", index === time.part);
      part.classList.toggle("is-done", index < time.part);
    });
    run.textContent = time.part < 0 ? texts.start : time.since ? texts.pause : texts.resume;
  }
  run.addEventListener("click", () => {
    if (time.part < 0) set({ part: 0, used: 0, since: Date.now() });
    else set({ part: time.part, used: used(), since: time.since ? 0 : Date.now() });
  });
  document.getElementById("next-part").addEventListener("click", () => {
    if (time.part + 1 < parts.length) set({ part: time.part + 1, used: 0, since: Date.now() });
    else set(fresh);
  });
  document.getElementById("later").addEventListener("click", () => {
    const rest = parts.slice(Math.max(time.part, 0)).map((part) => "- " + part.querySelector("span").textContent);
    const box = document.getElementById("left-over");
    box.hidden = false;
    document.getElementById("left-over-text").value = rest.join("\n");
    document.getElementById("left-over-text").focus();
  });
  setInterval(tick, 1000);
  tick();

  const mine = document.getElementById("mine");
  mine.value = read(":notes", "");
  mine.addEventListener("input", () => keep(":notes", mine.value));
})();
