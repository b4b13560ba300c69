import { serviceDocument } from '@ashlar/http';
import { frameConfig } from '@ashlar/service';
import { worker, workerConfig } from './worker-spec.js';

/** What the deployable is, for documents: nothing is read, connected or started. */
export const deployable = {
  name: worker.name,
  config: { ...workerConfig, ...frameConfig },
  document: (): object => serviceDocument(worker, []),
} as const;
