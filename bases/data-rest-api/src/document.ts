import { serviceDocument, standIn } from '@ashlar/http';
import { frameConfig } from '@ashlar/service';
import { dataApi, dataApiConfig } from './data-api.js';
import { dataApiRoutes } from './routes.js';

/** What the deployable is, for documents: nothing is read, connected or started. */
export const deployable = {
  name: dataApi.name,
  config: { ...dataApiConfig, ...frameConfig },
  document: (): object => serviceDocument(dataApi, dataApiRoutes(standIn())),
} as const;
