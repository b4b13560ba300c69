/** A place where processes are killed, and what must hold afterwards. One file each in `points/`. */
export interface CrashPoint {
  /** What the command line calls it: `npm run test:chaos -- kill-service`. */
  readonly name: string;
  readonly summary: string;
  /** Starts what it needs, kills, looks, and stops everything, also after a failure. */
  run(options: ChaosOptions): Promise<Verdict>;
}

export interface ChaosOptions {
  /** A checkout that is built. */
  readonly root: string;
  /** How much is done while processes die; each point says of what. */
  readonly size?: number;
  /** How often something dies, where the point does not say so itself. */
  readonly kills?: number;
  /** The length that shows what the point is for, for a quiet machine. */
  readonly full?: boolean;
  /** The same number kills at the same places. */
  readonly seed?: number;
  readonly log?: (line: string) => void;
}

export interface Verdict {
  /** One sentence for each thing that must not be; empty when all held. */
  readonly violations: readonly string[];
  /** What happened, in numbers, so that a run which proved nothing shows. */
  readonly figures: Readonly<Record<string, number>>;
}
