/** Takes the token that a mail put behind `#` out of the address, so that it stays in no history. */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') || undefined;
  if (token) history.replaceState(history.state, '', location.pathname);
  return token;
}
