import type { Foreign } from './check-settings.js';
import type { Layout } from './layout.js';
import type { Ports } from './ports.js';
import type { Run } from './run-file.js';

export interface StackOptions {
  readonly layout: Layout;
  readonly env: NodeJS.ProcessEnv;
  /** One line for each step. */
  readonly print: (line: string) => void;
  /** Gives up a start under way. */
  readonly signal: AbortSignal;
  /** Process names of the services that are started; all when left out. */
  readonly only?: readonly string[];
  /** Settings of one service alone, by its process name, over those of the environment. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One start of the stack, under way. */
export interface Start extends StackOptions {
  readonly run: Run;
  readonly ports: Ports;
  readonly foreign: Foreign;
  /** How to undo what was started, in the order of starting. */
  readonly undo: (() => Promise<void>)[];
}
