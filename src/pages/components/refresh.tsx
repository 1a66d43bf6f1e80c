/** Reloads a page that waits, for browsers without script; with it the script asks and nothing flickers. */
export function Refresh({ seconds, path }: { seconds: number; path: string }) {
  return (
    <noscript>
      <meta http-equiv="refresh" content={`${seconds};url=${path}`} />
    </noscript>
  );
}
