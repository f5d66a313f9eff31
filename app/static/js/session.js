// Warns before a session ends. Every answer of the server starts its time anew; without this file nothing is lost either.
"use strict";

const LONGEST_WARNING = 180000;   // milliseconds before the end

const box = document.querySelector("[data-session]");
const lasts = Number(box.dataset.session) * 1000;
const warning = Math.min(LONGEST_WARNING, lasts / 2);
const soon = box.querySelector(".session-soon");
const over = box.querySelector(".session-over");
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
let timers = [];

function begin() {
  timers.forEach(clearTimeout);
  soon.hidden = true;
  over.hidden = true;
  timers = [
    setTimeout(() => { soon.hidden = false; }, lasts - warning),
    setTimeout(() => { soon.hidden = true; over.hidden = false; }, lasts),
  ];
}

// The session is one for all tabs: who works in one of them is not away in the others.
function answered() {
  begin();
  tabs?.postMessage("answered");
}

async function stay() {
  try {
    const response = await fetch(box.dataset.alive, { redirect: "manual" });
    if (response.ok) answered();
    else { soon.hidden = true; over.hidden = false; }
  } catch {
    // no line: the warning stays, and the button can be pressed again
  }
}

box.querySelector("[data-stay]").addEventListener("click", stay);
document.addEventListener("buurtbalans:answered", answered);
tabs?.addEventListener("message", begin);
answered();

// A shared laptop must not keep somebody's texts. Another script may first save what is not saved yet.
document.querySelector("form[action$='/sign-out']")?.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  try {
    Object.keys(localStorage).filter((key) => key.startsWith("answers:")).forEach((key) => localStorage.removeItem(key));
  } catch {
    // blocked: then nothing was kept either
  }
});
