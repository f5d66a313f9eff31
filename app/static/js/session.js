// Warns before a session ends. Every answer of the server starts its time anew; without this file nothing is lost either.
"use strict";

const LONGEST_WARNING = 180000;   // milliseconds before the end

const box = document.querySelector("[data-session]");
const lasts = Number(box.dataset.session) * 1000;
const warning = Math.min(LONGEST_WARNING, lasts / 2);
const soon = box.querySelector(".session-soon");
const over = box.querySelector(".session-over");
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

async function stay() {
  try {
    const response = await fetch(box.dataset.alive, { redirect: "manual" });
    if (response.ok) begin();
    else { soon.hidden = true; over.hidden = false; }
  } catch {
    // no line: the warning stays, and the button can be pressed again
  }
}

box.querySelector("[data-stay]").addEventListener("click", stay);
document.addEventListener("buurtbalans:answered", begin);
begin();
