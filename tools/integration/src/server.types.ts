/** A third-party server that Ashlar meets in production. One file per server in `servers/`. */
export interface Server {
  /** What the command line calls it: `npm run test:integration -- redis`. */
  readonly name: string;
  readonly summary: string;
  /**
   * Makes it available from package registries or the system's packages; quick when it is there already.
   * @throws {ServerMissingError} in plain words when this machine cannot have it.
   */
  install(place: Place): Promise<void>;
  /** Starts it on a free port of 127.0.0.1 and returns once it answers. */
  start(place: Place): Promise<RunningServer>;
  /** What must hold while it runs, by name; each counts as one test. */
  readonly checks: Readonly<Record<string, (facts: Facts) => Promise<void>>>;
  /**
   * Jest projects of Ashlar (`storage`, or some files of one: `storage export|import`) that run against it, with the facts in their environment. Each run of jest
   * counts as one test.
   */
  readonly suites?: readonly string[];
}

/** Where a server may write. */
export interface Place {
  /** Downloads that the next run uses again. */
  readonly cacheDir: string;
  /** Empty, and gone afterwards. */
  readonly workDir: string;
  readonly log: (line: string) => void;
}

/** How to reach a running server, as environment variables for suites: `{ REDIS_URL: 'redis://127.0.0.1:6390' }`. */
export type Facts = Readonly<Record<string, string>>;

export interface RunningServer {
  readonly facts: Facts;
  /** Leaves no process behind. */
  stop(): Promise<void>;
}

/** This machine cannot have the server. Not a pass and not a skip: the run fails and says why. */
export class ServerMissingError extends Error {
  override readonly name = 'ServerMissingError';
}

export interface Outcome {
  readonly server: string;
  readonly passed: readonly string[];
  readonly failed: readonly { readonly check: string; readonly why: string }[];
  /** Why it could not be had. */
  readonly missing?: string;
}
