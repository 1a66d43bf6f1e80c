import { Secret, TOTP } from 'otpauth';

const periodSeconds = 30;
/** A code of the step before or after is taken as well, for clocks that differ a little. */
const stepsAside = 1;

/** A fresh secret of 160 bits, as RFC 4226 recommends, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an authenticator app reads from the QR code. */
export function totpAddress(secret: string, about: { issuer: string; email: string }): string {
  return totpOf(secret, about).toString();
}

/** The time step that a code belongs to (RFC 6238), if it is one of now. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const aside = totpOf(secret).validate({ token: code, timestamp, window: stepsAside });
  return aside === null ? undefined : Math.floor(timestamp / 1000 / periodSeconds) + aside;
}

function totpOf(secret: string, about?: { issuer: string; email: string }): TOTP {
  return new TOTP({
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
    ...(about ? { issuer: about.issuer, label: about.email } : {}),
  });
}
