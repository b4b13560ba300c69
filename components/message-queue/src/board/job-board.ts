import type { Database } from '@ashlar/database';
import { readBacklog } from '../admin/backlog.repository.js';
import type { JobAdmin } from '../admin/job-admin.js';
import { createBoardRepository } from './board.repository.js';
import type { App } from './pages.js';

export interface JobBoardDeps {
  readonly database: Database;
  /** What its buttons do when it is not read-only. */
  readonly admin: JobAdmin;
  /** Where it is mounted: its pages name it in their addresses. */
  readonly path: string;
  /** Nothing can be changed through it. Default true. */
  readonly readOnly?: boolean;
}

/**
 * Pages of bull-board that show the outbox: what waits, runs, failed and took effect, whatever carries the jobs; no
 * payloads. When it is not read-only, jobs can be retried, promoted and cancelled. Fits `mounts` of the http brick, and
 * checks nobody by itself.
 */
export function createJobBoard({ database, admin, path, readOnly = true }: JobBoardDeps): {
  readonly path: string;
  readonly readOnly: boolean;
  readonly app: App;
} {
  let opened: Promise<App> | undefined;
  const open = async (): Promise<App> => {
    // Its libraries are loaded by whoever looks: few starts of a service are followed by that.
    const { openPages } = await import('./pages.js');
    const repository = createBoardRepository(database);
    return openPages({ repository, backlog: () => readBacklog(database), admin, readOnly }, path);
  };
  return {
    path,
    readOnly,
    app(req, res, next) {
      opened ??= open();
      opened.then((app) => app(req, res, next)).catch(next);
    },
  };
}
