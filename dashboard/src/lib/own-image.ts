/** An image address if it is one of this server's, which are the only ones the policy lets through. */
export function ownImage(address: string | null, origin: string): string | undefined {
  if (!address || !URL.canParse(address, origin)) return undefined;
  const url = new URL(address, origin);
  return url.origin === origin ? url.pathname + url.search : undefined;
}
