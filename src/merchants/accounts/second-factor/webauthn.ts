/**
 * What makes and checks the messages of passkeys, loaded with the first that is asked for: its certificates and their
 * encodings were a third of all the work of a start, whether or not anyone has a passkey.
 */
export async function loadWebAuthn() {
  return import('@simplewebauthn/server');
}
