import type { SimulatorAnswer, SimulatorPut } from '#platform/contract/simulator.ts';

/** The faults of an organization's next sandbox payments, as the API names them. */
export type Faults = SimulatorAnswer;

export const noFaults: Faults = {
  notification_delay_seconds: 0,
  notification_jitter_seconds: 0,
  duplicate_percent: 0,
  lost_percent: 0,
  lost_answer_percent: 0,
  refund_delay_seconds: 0,
  refund_failure_percent: 0,
};

/** Faults are set as a whole: what is left out is off. */
export function faultsOf(body: SimulatorPut): Faults {
  const given = Object.entries(body).filter(([, value]) => value !== null);
  return { ...noFaults, ...(Object.fromEntries(given) as Partial<Faults>) };
}
