/** Named numbers with their unit in the name: `p95_ms`, `rss_mb`, `per_second`. */
export type Metrics = Readonly<Record<string, number>>;

/** A function that 64 callers (unless set otherwise) call for the time of a round. */
export interface FunctionSubject {
  readonly kind: 'function';
  readonly name: string;
  /** Another number than the load's. */
  readonly callers?: number;
  /** One operation. What it throws is counted as a failure. `signal` is aborted when the round is over. */
  run(call: Call): Promise<unknown> | unknown;
}

export interface Call {
  /** 0 to callers - 1. */
  readonly caller: number;
  /** Unique within the round, warm-up included. */
  readonly index: number;
  readonly signal: AbortSignal;
}

/** A whole process, from start to end. */
export interface CommandSubject {
  readonly kind: 'command';
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Its whole environment, apart from PATH, HOME and TMPDIR. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Something that measures itself, such as a start-up with its parts. */
export interface MeasureSubject {
  readonly kind: 'measure';
  readonly name: string;
  measure(round: number): Promise<Metrics>;
}

export type Subject = FunctionSubject | CommandSubject | MeasureSubject;

/** How functions are called. A round ends with `seconds` or `operations`, whichever comes first. */
export interface Load {
  readonly callers: number;
  readonly seconds: number;
  readonly operations: number;
  /** Before each subject's first round, not measured. */
  readonly warmUpSeconds: number;
  /** A single subject in a single round never takes longer; commands are killed then. */
  readonly maxSeconds: number;
}

export interface Plan {
  readonly subjects: readonly Subject[];
  /** The subject the others are compared with; the first when left out. */
  readonly reference?: string;
  readonly rounds?: number;
  readonly load?: Partial<Load>;
  /** Facts about what was measured: versions, settings of the database server, sizes. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Undoes what `prepare` did, also after a failure. */
  cleanUp?(): Promise<void>;
}

/** One file in `benches/`. */
export interface Bench {
  readonly name: string;
  readonly summary: string;
  /** Starts what is needed. Nothing runs before this. */
  prepare(options: BenchOptions): Promise<Plan>;
}

/** What the command line says to a bench: `--checkout DIR` is `{ checkout: 'DIR' }`. */
export type BenchOptions = Readonly<Record<string, string | undefined>>;

/** One subject in one round. */
export interface Sample {
  readonly subject: string;
  /** From 1. */
  readonly round: number;
  readonly metrics: Metrics;
  /** The first failure, if any. */
  readonly failure?: string;
}

export interface Summary {
  readonly subject: string;
  /** The median over the rounds, by metric. */
  readonly medians: Metrics;
  /** Own median by that of the reference, where both have the metric and the reference's is not 0. */
  readonly ratios: Metrics;
}

export interface Report {
  readonly bench: string;
  readonly summary: string;
  /** RFC 3339. */
  readonly finishedAt: string;
  readonly reference: string;
  readonly rounds: number;
  readonly load: Load;
  readonly machine: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string>>;
  readonly samples: readonly Sample[];
  readonly summaries: readonly Summary[];
}
