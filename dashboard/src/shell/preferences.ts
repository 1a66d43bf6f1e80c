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

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const newestTheme = 'theme';
const themeOf = (userId: string) => `theme-${userId}`;

/** What a person chose on this device; what the system has, until they choose. */
export function readTheme(userId: string): Theme {
  return themeNamed(read(themeOf(userId)));
}

/** Shows a theme, and keeps it for this person and for pages without one. */
export function chooseTheme(userId: string, theme: Theme): void {
  try {
    localStorage.setItem(themeOf(userId), theme);
  } catch {
    // As above.
  }
  showTheme(theme);
}

/** The theme of whoever was here last, before it is known who is here now. */
export function showNewestTheme(): void {
  showTheme(themeNamed(read(newestTheme)));
}

export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(newestTheme, theme);
  } catch {
    // As above.
  }
}

function themeNamed(name: string | null): Theme {
  return themes.find((theme) => theme === name) ?? 'system';
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
