import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ChildEndedError, startChild, type Child } from './child.js';
import { orAborted, since } from './elapsed.js';
import type { IdentityReport, TokenDesk } from './identity.js';
import { passedOn, usualPorts } from './services.js';
import type { Start } from './start.types.js';

/** The process `identity`, ready. */
export interface Identity {
  readonly child: Child;
  readonly report: IdentityReport;
  readonly desk: TokenDesk;
}

const portAttempts = 5;
const readyWithinMs = 60_000;

export async function openIdentity(start: Start): Promise<Identity> {
  const { layout, env, ports, print, run, undo, signal } = start;
  const began = performance.now();
  const secret = randomBytes(24).toString('base64url');
  let port = await ports.take('identity', usualPorts.identity);
  for (let attempt = 1; ; attempt += 1) {
    const child = await startChild({
      name: 'identity',
      args: [join(layout.root, 'tools/local-stack/dist/identity-main.js')],
      cwd: layout.root,
      env: {
        ...passedOn(env),
        IDENTITY_PORT: String(port),
        IDENTITY_STATE: layout.identity,
        TOKEN_DESK_SECRET: secret,
      },
      log: join(layout.logs, 'identity.log'),
    });
    undo.push(() => child.stop());
    run.note('identity', child.pid);
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(readyWithinMs)]);
      const report = (await orAborted(child.message, limit)) as IdentityReport;
      ports.set('identity', report.port);
      print(`Identity provider is ready on port ${report.port} (${since(began)})`);
      return { child, report, desk: { url: report.deskUrl, secret } };
    } catch (error) {
      if (!(error instanceof ChildEndedError) || !error.portTaken || attempt === portAttempts) throw error;
      port = await ports.replace('identity');
    }
  }
}
