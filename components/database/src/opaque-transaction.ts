/** A running transaction: nominal and opaque, so that only repositories can do something with it. */
export class Transaction {
  // A private member makes the type nominal: nothing else can be passed for a transaction.
  readonly #brand = true;

  static isTransaction(value: unknown): value is Transaction {
    return typeof value === 'object' && value !== null && #brand in value;
  }
}
