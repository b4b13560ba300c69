import { join, resolve } from 'node:path';

/** Where everything of one checkout's stack lies. */
export interface Layout {
  /** The checkout. */
  readonly root: string;
  /** `.ashlar`, or what ASHLAR_HOME names. */
  readonly home: string;
  /** What scripts read: see `StackFile`. */
  readonly stackFile: string;
  /** Who runs the stack, and which processes it started. */
  readonly runFile: string;
  /** The ports of the last start, so that addresses stay. */
  readonly portsFile: string;
  /** Keys of the services, for the owner only. */
  readonly keysFile: string;
  readonly logs: string;
  readonly postgres: string;
  readonly identity: string;
}

export function layoutOf(root: string, env: NodeJS.ProcessEnv): Layout {
  const home = env['ASHLAR_HOME'] ? resolve(root, env['ASHLAR_HOME']) : join(root, '.ashlar');
  return {
    root,
    home,
    stackFile: join(home, 'stack.json'),
    runFile: join(home, 'run.json'),
    portsFile: join(home, 'ports.json'),
    keysFile: join(home, 'keys.json'),
    logs: join(home, 'logs'),
    postgres: join(home, 'postgres'),
    identity: join(home, 'identity'),
  };
}
