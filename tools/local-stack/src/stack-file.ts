import { findJson, writeJson } from './files.js';
import type { Layout } from './layout.js';

/** `.ashlar/stack.json`: where things are, for scripts. Mode 600, there while the stack is ready. */
export interface StackFile {
  /** Base URLs; empty for what was not started. */
  readonly data_api: string;
  readonly secrets_api: string;
  readonly worker: string;
  readonly identity: string;
  /** The issuer of the tokens. */
  readonly issuer: string;
  /** `/metrics` of each service, by process name. */
  readonly metrics: Readonly<Record<string, string>>;
  /** Superuser, database `ashlar`. */
  readonly database_url: string;
  /** The same database, as the worker logs in. */
  readonly worker_database_url: string;
  /** Access tokens by name: admin, alice, bob, outsider, then the service clients. */
  readonly tokens: Readonly<Record<string, string>>;
  /** By process name. */
  readonly pids: Readonly<Record<string, number>>;
  readonly logs: string;
  /** The PostgreSQL binaries and data really used; see @ashlar/test-postgres. */
  readonly postgres_runs_from: string;
  readonly postgres_data: string;
  /** Where fresh tokens come from, and what to show there. */
  readonly token_desk: { readonly url: string; readonly secret: string };
}

export function writeStackFile({ stackFile }: Layout, stack: StackFile): void {
  writeJson(stackFile, stack);
}

/** @throws Error when nothing runs. */
export function readStackFile({ stackFile }: Layout): StackFile {
  const stack = findJson<StackFile>(stackFile);
  if (!stack) throw new Error('Ashlar does not run here: npm start');
  return stack;
}
