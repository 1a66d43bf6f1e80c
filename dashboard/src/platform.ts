/** The brand of this installation; the server writes it into the page. */
export const platformName: string =
  document.querySelector<HTMLMetaElement>('meta[name="platform-name"]')?.content || 'Dashboard';
