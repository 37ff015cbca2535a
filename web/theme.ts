/**
 * Runs before the first paint, as a file of its own because inline scripts are forbidden: a page
 * that turns dark after it was bright hurts the eyes.
 */
const chosen = readChoice();
if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset['theme'] = chosen;

function readChoice(): string | null {
  try {
    return localStorage.getItem('theme');
  } catch {
    // Storage may be forbidden; then the system's choice holds.
    return null;
  }
}

export {};
