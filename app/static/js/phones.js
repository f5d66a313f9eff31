// A phone, and the screens that show what phones say, stay up to date. Without this a button does the same.
(function () {
  "use strict";

  const SOON = 3000;
  const SLOW = 12000;

  /* A piece of a page that follows the server. */
  async function piece(url) {
    const answer = await fetch(url, { cache: "no-cache", credentials: "same-origin" });
    if (answer.status === 404) return null;
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.text();
  }

  document.querySelectorAll("[data-live]").forEach((node) => {
    let last = "";
    const look = async () => {
      if (!document.hidden) {
        const text = await piece(node.dataset.live).catch(() => "");
        if (text && text !== last) { node.innerHTML = text; last = text; }
      }
      setTimeout(look, SOON);
    };
    setTimeout(look, SOON);
  });

  /* The presentation, in another window of this browser, goes to the slide of the phones. */
  document.querySelectorAll("[data-to-screen]").forEach((button) => {
    if (!("BroadcastChannel" in window)) return;
    button.hidden = false;
    button.addEventListener("click", () => new BroadcastChannel(button.dataset.toScreen).postMessage({ to: "phones" }));
  });

  /* Of the four kinds of questions, only what belongs to the one that is chosen. */
  const parts = document.querySelectorAll("[data-for]");
  if (parts.length) {
    const show = () => {
      const chosen = document.querySelector("input[name=kind]:checked");
      parts.forEach((part) => { part.hidden = !chosen || !part.dataset.for.split(" ").includes(chosen.value); });
    };
    document.querySelectorAll("input[name=kind]").forEach((input) => input.addEventListener("change", show));
    show();
  }

  const box = document.getElementById("question");
  if (!box) return;
  const line = document.getElementById("line");
  const kept = "phone:" + box.dataset.code;
  let wait = SOON;

  const waiting = () => { try { return JSON.parse(localStorage.getItem(kept)); } catch (_error) { return null; } };
  const keep = (value) => { try { value ? localStorage.setItem(kept, JSON.stringify(value)) : localStorage.removeItem(kept); } catch (_error) { /* then it is sent now or not at all */ } };

  async function send(one) {
    const answer = await fetch(one.url, { method: "POST", body: new URLSearchParams(one.body), credentials: "same-origin" });
    if (answer.status >= 500) throw new Error(String(answer.status));  // it stays, and goes again
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    keep(null);
    line.textContent = "";
    if (!page) { location.reload(); return; }
    const notice = document.querySelector(".notice");
    if (notice) notice.remove();
    const said = page.querySelector(".notice");
    if (said) box.before(document.importNode(said, true));
    box.innerHTML = page.querySelector("#question").innerHTML;
    const heading = box.querySelector("h2, .lead");
    if (heading) { heading.setAttribute("tabindex", "-1"); heading.focus(); }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-plain") || !box.contains(form)) return;
    event.preventDefault();
    const body = Array.from(new FormData(form, event.submitter));
    const one = { url: form.action, body };
    keep(one);
    send(one).catch(() => { line.textContent = box.dataset.waiting; });
  });

  async function look() {
    if (!document.hidden) {
      try {
        const one = waiting();
        if (one) await send(one);
        const said = await piece(box.dataset.now);
        if (said === null) {  // another code by now: this meeting is over for this phone
          keep(null);
          box.textContent = box.dataset.over;
          line.textContent = "";
          return;
        }
        const text = said.trim();
        wait = SOON;
        line.textContent = "";
        const fresh = new DOMParser().parseFromString(text, "text/html").body;
        const asked = (node) => { const form = node.querySelector("form[data-question]"); return form ? form.dataset.question : node.textContent.trim(); };
        if (asked(fresh) !== asked(box)) box.innerHTML = text;
      } catch (_error) {
        wait = Math.min(wait * 2, SLOW);
        line.textContent = waiting() ? box.dataset.waiting : box.dataset.away;
      }
    }
    setTimeout(look, wait);
  }
  setTimeout(look, wait);
})();
