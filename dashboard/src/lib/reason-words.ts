/** Why money went back, of the codes that stand on statements: external return reasons of ISO 20022. */
const returnReasons: Readonly<Record<string, string>> = {
  AC01: 'The account number is wrong',
  AC04: 'The account is closed',
  AC06: 'The account is blocked',
  AG01: 'The account takes no transfers',
  AM05: 'It was sent twice',
  CUST: 'The payer asked for it back',
  DUPL: 'It was sent twice',
  FOCR: 'The payer asked their bank to call it back',
  FRAD: 'The bank suspects fraud',
  MD07: 'The account holder has died',
  MS02: 'The payer gave no reason',
  MS03: 'The bank gave no reason',
  RC01: 'The code of the bank is wrong',
  TECH: 'A technical fault of a bank',
};

const ownDisputes: Readonly<Record<string, string>> = {
  transfer_taken_back: 'The bank took the transfer back and gave no reason',
  match_undone: 'The match of the transfer was undone here',
};

const ownRefunds: Readonly<Record<string, string>> = {
  excess_charge: 'More was paid than was asked for',
  late_payment: 'It came when nothing was left to sell',
};

/** The reason of a dispute for people; what is not known is shown as it came. */
export function disputeInWords(reason: string): string {
  const code = returnReasons[reason];
  return ownDisputes[reason] ?? (code ? `${code} (${reason})` : reason);
}

/** The reason of a refund: one of ours, or what somebody wrote. */
export function refundInWords(reason: string): string {
  return ownRefunds[reason] ?? reason;
}
