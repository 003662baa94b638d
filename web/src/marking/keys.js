// Single-letter keys of the rubric. They work only while the focus is in the rubric and not where text is typed, and
// can be switched off in the list of keys.
const LEVELS = { 1: "not_yet", 2: "pass", 3: "distinction" };
const SWITCH = "milepost-desk-keys";
const TYPED_IN = "textarea, select, input:not([type=radio]):not([type=checkbox])";

export function bindKeys(desk) {
  const rubric = desk.querySelector(".desk-rubric");
  const dialog = desk.querySelector(".keys-dialog");
  const toggle = dialog.querySelector("#keys-on");
  toggle.checked = localStorage.getItem(SWITCH) !== "off";
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
  const button = desk.querySelector(".keys-button");
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  rubric.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPED_IN)) return;
    const wish = wishes(desk, dialog, event);
    if (!wish) return;
    event.preventDefault();
    wish();
  });
}

function wishes(desk, dialog, event) {
  const { key, target } = event;
  const section = target.closest(".criterion");
  if (key === "?") return () => dialog.showModal();
  if (key === "c") return () => desk.commentOn({ criterion: section?.dataset.criterion ?? "" });
  if (key === "j" || (key === "ArrowDown" && target === section)) return () => step(desk, section, 1);
  if (key === "k" || (key === "ArrowUp" && target === section)) return () => step(desk, section, -1);
  if (section && LEVELS[key]) return () => desk.decisions.get(section)?.choose(LEVELS[key]);
  return null;
}

function step(desk, section, by) {
  const sections = [...desk.querySelectorAll(".criterion")];
  const place = sections.indexOf(section);
  const next = sections[place === -1 ? 0 : Math.min(Math.max(place + by, 0), sections.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
