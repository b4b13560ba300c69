export { secretsApi, secretsApiConfig, runSecretsApi, startSecretsApi } from './secrets-api.js';
export { secretsApiRoutes } from './routes.js';
