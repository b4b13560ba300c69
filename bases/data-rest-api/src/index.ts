export { dataApi, dataApiConfig, runDataApi, startDataApi } from './data-api.js';
export { deployable } from './document.js';
export { dataApiRoutes, type DataApiUseCases } from './routes.js';
