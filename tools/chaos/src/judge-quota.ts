/** What the database says in the end. */
export interface QuotaEvidence {
  readonly used: number;
  readonly reserved: number;
  /** The sum of the ledger of the counter. */
  readonly ledger: number;
  readonly heldItems: number;
  /** Holds that are still said to be held. */
  readonly heldHolds: number;
  /** All that were ever made. */
  readonly holds: number;
}

/**
 * After everything that was held has ended or run out and the rest of the limit was taken: exactly the limit was admitted,
 * each acknowledged once, and the ledger proves it.
 */
export function judgeQuota({
  limit,
  acknowledged,
  used,
  reserved,
  ledger,
  heldItems,
  heldHolds,
}: QuotaEvidence & { readonly limit: number; readonly acknowledged: number }): string[] {
  return [
    ...(acknowledged === limit ? [] : [`${acknowledged} were admitted of a limit of ${limit}`]),
    ...(used === limit ? [] : [`the counter says ${used} of a limit of ${limit}`]),
    ...(ledger === used ? [] : [`the ledger says ${ledger}, the counter ${used}`]),
    ...(reserved === 0 ? [] : [`${reserved} are still reserved`]),
    ...(heldItems + heldHolds === 0 ? [] : [`${heldHolds} holds and ${heldItems} of their items are left`]),
  ];
}
