// Everything works without this file. After a part of the page was changed it moves the focus to
// what is wrong in that part, or to the new part when what had the focus is gone; and what was
// typed while the part was on its way is put back into it.
"use strict";
var typed = null;
document.addEventListener("htmx:beforeSwap", function (event) {
  var has = document.activeElement;
  var inside = has && has.id && event.detail.target.contains(has);
  typed = inside && "value" in has && has.type !== "checkbox" && has.type !== "radio" ? has : null;
});
document.addEventListener("htmx:afterSettle", function (event) {
  var part = event.target;
  var own = typed && document.getElementById(typed.id);
  if (own && own !== typed && own.value !== typed.value) {
    own.value = typed.value;
    own.dispatchEvent(new Event("change", { bubbles: true }));
  }
  typed = null;
  var wrong = part.matches(".errors") ? part : part.querySelector(".errors");
  var lost = !document.activeElement || document.activeElement === document.body;
  var target = wrong || (lost ? part.querySelector("[data-focus]") : null);
  if (target) { target.focus(); }
});
// htmx notes the address of the page for a history that is switched off: nothing is kept here.
try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch (denied) { /* none */ }
