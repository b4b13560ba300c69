export { type ClientOptions, createDataApiClient, type DataApiClient } from './client.js';
export type { components as DataApiComponents, paths as DataApiPaths } from './generated/data-api.js';
