// One press for a round in which most organisations said "ja": who was not asked yet is put on "ja".
"use strict";

for (const button of document.querySelectorAll("[data-rest-yes]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const voice of document.querySelectorAll(".voice")) {
      if (voice.querySelector('input[value=""]:checked')) voice.querySelector('input[value="yes"]').checked = true;
    }
  });
}
