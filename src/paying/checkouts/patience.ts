/*
 * Whoever keeps places of a limited link and does not pay waits for the next one, longer each time, so that the place
 * goes to others first (behaviour, section 2: n buyers who are willing can pay). A lapse is one lifetime of a checkout.
 */

/** How long an address waits after its first lapse, its second, and so on; the last one holds for all that follow. */
export const waitMinutes = [0, 1, 5, 15, 60, 240, 1_440] as const;

/**
 * When somebody else was refused a place since it got the one that it gave back, it waits at least until that other was
 * told to come back, and so much longer: giving it back early and taking it again gains nothing.
 */
export const othersFirstMinutes = 1;

/** Whether a checkout may be given no more time: its address let places lapse before, and nobody else can have one. */
export function losesRenewal(kept: { readonly lapses: number; readonly isFull: boolean }): boolean {
  return kept.lapses > 0 && kept.isFull;
}
