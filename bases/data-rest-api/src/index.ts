export { dataApi, dataApiConfig, runDataApi, startDataApi } from './data-api.js';
export { deployable } from './document.js';
export { dataApiRoutes } from './routes.js';
export { createUseCases, type UseCases } from './use-cases.js';
