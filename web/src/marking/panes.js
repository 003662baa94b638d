// The rubric's width, dragged or set with the arrow keys, and remembered on this device.
const WIDTH = "milepost-desk-rubric";
const LEAST = 340;
const MOST = 820;
const STEP = 20;

export function bindPanes(desk) {
  const side = desk.querySelector(".desk-side");
  const handle = desk.querySelector(".desk-handle");
  const set = (width) => {
    const whole = Math.round(Math.min(Math.max(width, LEAST), MOST));
    desk.style.setProperty("--rubric-width", `${whole}px`);
    handle.setAttribute("aria-valuenow", whole);
    localStorage.setItem(WIDTH, whole);
  };
  handle.hidden = false;
  handle.setAttribute("aria-valuemin", LEAST);
  handle.setAttribute("aria-valuemax", MOST);
  handle.setAttribute("aria-valuenow", Math.round(side.getBoundingClientRect().width));
  const kept = Number(localStorage.getItem(WIDTH));
  if (kept) set(kept);
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    set(side.getBoundingClientRect().width + by);
  });
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    const right = side.getBoundingClientRect().right;
    const drag = (move) => set(right - move.clientX);
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", drag), { once: true });
  });
}
