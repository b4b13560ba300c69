export { deployable } from './document.js';
export { secretsApiRoutes } from './routes.js';
export { secretsApi, secretsApiConfig, runSecretsApi, startSecretsApi } from './secrets-api.js';
