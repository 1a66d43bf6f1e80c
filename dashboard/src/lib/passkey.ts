/** Passkeys are asked for by the browser itself; what it needs for that loads only then. */
const load = () => import('@simplewebauthn/browser');

/** Makes a passkey; throws with a sentence when the person or the browser did not want to. */
export async function createCredential(options: object): Promise<unknown> {
  const { startRegistration } = await load();
  return startRegistration({ optionsJSON: options as never }).catch(inWords);
}

/** Has a passkey sign; throws with a sentence when the person or the browser did not want to. */
export async function signChallenge(options: object): Promise<unknown> {
  const { startAuthentication } = await load();
  return startAuthentication({ optionsJSON: options as never }).catch(inWords);
}

export class PasskeyRefused extends Error {
  override readonly name = 'PasskeyRefused';
}

function inWords(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  throw new PasskeyRefused(
    name === 'InvalidStateError'
      ? 'This device holds a passkey of yours already.'
      : name === 'SecurityError'
        ? 'Your browser gives passkeys only to sites that are opened by name and by https, or at localhost.'
        : 'No passkey was given. Try again, or use another way.',
  );
}
