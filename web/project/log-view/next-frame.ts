/** A page that nobody sees draws no frames; what arrives is still taken in now and then. */
const hiddenMs = 500;

/** Calls back when the next picture is drawn. */
export function nextFrame(draw: () => void): void {
  if (document.hidden) setTimeout(draw, hiddenMs);
  else requestAnimationFrame(draw);
}
