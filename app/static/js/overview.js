// The map works without this. It only moves the focus to what changed, and takes the bar away after a while.
(function () {
  "use strict";

  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const problem = document.getElementById("problem");
  if (problem) {
    problem.focus();
  } else if (target && target.hasAttribute("tabindex")) {
    target.focus({ preventScroll: false });
  }

  // The bar goes after ten seconds, unless somebody is at it. Each change brings one, also without leaving the page.
  let timer;
  const bar = () => document.getElementById("last-change");
  const stay = () => clearTimeout(timer);
  const leave = () => {
    stay();
    if (bar() && !bar().matches(":focus-within, :hover")) timer = setTimeout(() => { if (bar()) bar().hidden = true; }, 10000);
  };
  const at = (what) => (event) => { if (bar() && bar().contains(event.target)) what(); };
  ["focusin", "pointerover"].forEach((name) => document.addEventListener(name, at(stay)));
  // Where the focus or the pointer goes is only known after this event.
  ["focusout", "pointerout"].forEach((name) => document.addEventListener(name, at(() => setTimeout(leave))));
  document.addEventListener("map:changed", leave);
  leave();

  // A second click on a slow line must not send the same change twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  // How fine the draft is: the list follows the hand, and only the last place counts.
  const range = document.getElementById("steps");
  if (range) {
    let asked = 0;
    const follow = async () => {
      const mine = ++asked;
      const answer = await fetch(range.form.action + "?steps=" + range.value, { credentials: "same-origin" }).catch(() => null);
      if (!answer || !answer.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("grain");
      if (!page || mine !== asked || !window.morph) return;
      history.replaceState(null, "", "?steps=" + range.value);
      window.morph(document.getElementById("grain"), page, false);
    };
    range.addEventListener("input", follow);
  }

  // How many cards are ticked, said where they go.
  const move = document.querySelector(".move-bar");
  if (move) {
    const boxes = document.querySelectorAll('input[name="statements"][form="' + move.id + '"]');
    const button = move.querySelector("button");
    const label = button.textContent;
    const title = move.querySelector('input[name="title"]').parentElement;
    const select = move.querySelector("select");
    const show = () => {
      const ticked = Array.from(boxes).filter((box) => box.checked).length;
      button.textContent = ticked ? label + " (" + ticked + ")" : label;
      title.hidden = select.value !== "new";
    };
    boxes.forEach((box) => box.addEventListener("change", show));
    select.addEventListener("change", show);
    show();
  }
})();
