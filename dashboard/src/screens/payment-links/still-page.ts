/**
 * A page to look at: without scripts, with links and buttons that lead nowhere and are not stopped at, and with the
 * nonce of this page on its own style, whose policy it takes over.
 */
export function stillPage(html: string): string {
  const nonce = document.querySelector<HTMLElement>('[nonce]')?.nonce ?? '';
  // Before it is read: the policy already holds for what the parser meets. What people wrote never holds a tag.
  const page = new DOMParser().parseFromString(
    html.replaceAll('<style>', `<style nonce="${nonce}">`),
    'text/html',
  );
  for (const gone of page.querySelectorAll('script, template, meta[property], link[rel="canonical"]'))
    gone.remove();
  for (const link of page.querySelectorAll('a')) {
    link.removeAttribute('href');
    link.tabIndex = -1;
  }
  for (const form of page.querySelectorAll('form')) form.removeAttribute('action');
  for (const control of page.querySelectorAll<HTMLElement>('input, select, textarea, button, summary'))
    control.tabIndex = -1;
  return `<!doctype html>${page.documentElement.outerHTML}`;
}
