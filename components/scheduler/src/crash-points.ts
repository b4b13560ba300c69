/** Where a process may die between two steps; specs and chaos runs make it die right there. */
export const crashPoints = [
  'tick-created',
  'session-claimed',
  'tag-written',
  'run-launched',
  'run-id-stored',
  'terminal-stored',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Called at each point; does nothing unless somebody wants to see what happens when it does not return. */
export type Reached = (point: CrashPoint) => void | Promise<void>;

export const passBy: Reached = () => undefined;
