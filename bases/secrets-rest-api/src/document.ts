import { serviceDocument, standIn } from '@ashlar/http';
import { frameConfig } from '@ashlar/service';
import { secretsApiRoutes } from './routes.js';
import { secretsApi, secretsApiConfig } from './secrets-api.js';

/** What the deployable is, for documents: nothing is read, connected or started. */
export const deployable = {
  name: secretsApi.name,
  config: { ...secretsApiConfig, ...frameConfig },
  document: (): object =>
    serviceDocument(secretsApi, secretsApiRoutes({ custody: standIn(), bundles: standIn() })),
} as const;
