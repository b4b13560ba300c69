export interface TestSpiceDb {
  /** `127.0.0.1:port`. */
  readonly endpoint: string;
  /** Made when it started. */
  readonly key: string;
  /** Forgets everything, the schema too. */
  empty(): Promise<void>;
  /** While set, every call waits for it before it is answered; what it throws is the answer. */
  hold: ((method: string) => Promise<void> | void) | undefined;
  close(): Promise<void>;
}
