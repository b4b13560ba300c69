import { createBullBoard } from '@bull-board/api';
import { ExpressAdapter } from '@bull-board/express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OutboxAdapter, type OutboxAdapterDeps } from './outbox-adapter.js';

export type App = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

export function openPages(deps: OutboxAdapterDeps, path: string): App {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(path);
  createBullBoard({
    queues: [new OutboxAdapter(deps)],
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Jobs', hideDocsLink: true, showWorkers: false } },
  });
  return serverAdapter.getRouter() as App;
}
