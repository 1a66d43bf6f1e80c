/** A rule that our own code broke. Never caused by input, so it is never shown to a caller. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';
}

/** Throws `AssertionFailure` unless the condition holds. For what the code itself promises, not for input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailure(message);
}

/** Ends a `switch` over a union: adding a member without a case no longer compiles. */
export function unreachable(value: never): never {
  throw new AssertionFailure(`Unexpected value: ${String(value)}`);
}
