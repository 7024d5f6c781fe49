// An earlier text beside the present one; without scripts the earlier one is shown by itself.
(() => {
  "use strict";
  const place = document.getElementById("merge");
  const earlier = document.getElementById("earlier");
  if (!place || !earlier || !window.KinerjaEditor) return;
  earlier.closest("label").hidden = true;
  const { nonce, language } = place.dataset;
  window.KinerjaEditor.merge(place, earlier.value, document.getElementById("present").value, { language, nonce });
})();
