/**
 * Some requests ask for a fresh proof of who is there. Whoever shows the question registers here; the client asks it and
 * repeats the request.
 */
type Ask = () => Promise<boolean>;

let ask: Ask | undefined;
let asked: Promise<boolean> | undefined;

/** Registers who asks for the proof; returns how to stop. */
export function onProofAsked(next: Ask): () => void {
  ask = next;
  return () => {
    if (ask === next) ask = undefined;
  };
}

/** Asks once, however many requests wait for it; false when nobody can be asked, or the answer was no. */
export async function askForProof(): Promise<boolean> {
  asked ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asked = undefined;
  });
  return asked;
}
