export type OutboundFailureReason =
  | 'refused_address'
  | 'unresolved'
  | 'unreachable'
  | 'timeout'
  | 'too_large'
  | 'stopped';

/** A request of ours to somebody else's server that brought no answer. The message may be shown to a merchant. */
export class OutboundFailure extends Error {
  override readonly name = 'OutboundFailure';
  readonly reason: OutboundFailureReason;

  constructor(reason: OutboundFailureReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

/** Never names the address that a host resolved to: that would map the inner network for whoever asks. */
export function refusedAddress(): OutboundFailure {
  return new OutboundFailure(
    'refused_address',
    'The address is not public: private, local and reserved networks are not connected to.',
  );
}

export function unresolvedHost(cause?: unknown): OutboundFailure {
  return new OutboundFailure('unresolved', 'The name of the host has no address; check its spelling.', cause);
}

/** Sorts what the connection threw into the reasons that a merchant can act on. */
export function failureOf(error: unknown): OutboundFailure {
  if (error instanceof OutboundFailure) return error;
  const code = errorCode(error);
  const isCertificate = /CERT|SELF_SIGNED|ISSUER|ALTNAME|^ERR_(?:SSL|TLS)/.test(code);
  const message = isCertificate
    ? `No secure connection could be made: the certificate or TLS setting was refused (${code}).`
    : `The connection failed (${code}).`;
  return new OutboundFailure('unreachable', message, error);
}

function errorCode(error: unknown): string {
  const { code, cause, errors } = (error ?? {}) as { code?: unknown; cause?: unknown; errors?: unknown[] };
  if (typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code)) return code;
  // A connection that was tried at several addresses reports each of them.
  if (Array.isArray(errors) && errors.length > 0) return errorCode(errors[0]);
  return cause === undefined ? 'unknown reason' : errorCode(cause);
}
