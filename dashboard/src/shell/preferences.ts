/** What this device remembers; nothing of it leaves the browser. */
const keysOff = 'single-keys-off';

export function areKeysOn(): boolean {
  return read(keysOff) === null;
}

export function switchKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(keysOff);
    else localStorage.setItem(keysOff, 'yes');
  } catch {
    // Storage may be forbidden; then the choice lasts no longer than the page.
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
