/** Pixels that a pointer may move between press and release before it counts as taken away. */
const SLACK = 8;

/**
 * Keeps a press on a button or box with it when the page moves underneath before the pointer is let go: without this,
 * the release meets another element, and the browser tells neither of a click. A pointer that is moved away still cancels.
 */
export function holdPress(event: React.PointerEvent): void {
  const aim = (event.target as Element).closest<HTMLElement>("button, input[type=checkbox]");
  // A finger is held by the browser itself.
  if (!aim || event.button !== 0 || event.pointerType === "touch") return;
  const { pointerId, clientX, clientY } = event;
  aim.setPointerCapture(pointerId);
  const moved = (now: PointerEvent) => {
    if (Math.hypot(now.clientX - clientX, now.clientY - clientY) <= SLACK) return;
    done();
    if (aim.hasPointerCapture(pointerId)) aim.releasePointerCapture(pointerId);
  };
  const done = () => {
    aim.removeEventListener("pointermove", moved);
    aim.removeEventListener("lostpointercapture", done);
  };
  aim.addEventListener("pointermove", moved);
  aim.addEventListener("lostpointercapture", done);
}
