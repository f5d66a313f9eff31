// A copy button beside every field that is there to be copied. Without this script people select the text themselves.
"use strict";

for (const field of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary small copy";
  button.textContent = field.dataset.copy;
  const said = document.createElement("span");
  said.className = "saved";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return; // not allowed here; the text is selected, so that one key copies it
    }
    said.textContent = field.dataset.copied;
  });
  field.after(button, " ", said);
}
