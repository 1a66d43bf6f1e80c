/** Why the bundled PostgreSQL cannot be used, in sentences for the person who started the server. */
export class BundledPostgresError extends Error {
  override name = 'BundledPostgresError';
}
