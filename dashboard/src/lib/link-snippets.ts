/** What a link page takes from its address. */
export type LinkParameters = {
  readonly prefilled_email: string;
  readonly currency: string;
  readonly client_reference_id: string;
  readonly utm_source: string;
  readonly utm_medium: string;
  readonly utm_campaign: string;
};

/** The address with what was filled in. */
export function addressWith(url: string, parameters: LinkParameters): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries(parameters))
    if (value.trim() !== '') address.searchParams.set(name, value.trim());
  return address.href;
}

/** A link that looks like a button wherever it is pasted: no script, no file of ours. */
export function buttonSnippet(url: string, words: string, colours: { fill: string; on: string }): string {
  const style = [
    'display:inline-block',
    'padding:12px 20px',
    'border-radius:8px',
    `background:${colours.fill}`,
    `color:${colours.on}`,
    'font:600 16px/24px system-ui,sans-serif',
    'text-decoration:none',
  ].join(';');
  return `<a href="${escapeHtml(url)}" style="${style}">${escapeHtml(words)}</a>`;
}

/** The page in a frame; the organization has to allow the site that shows it. */
export function frameSnippet(url: string, title: string): string {
  return `<iframe src="${escapeHtml(url)}" title="${escapeHtml(title)}" width="100%" height="860" style="border:0"></iframe>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
