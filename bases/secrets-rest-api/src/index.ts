export { deliverFiles } from './consumer-files.js';
export { ConsumerConfig, ExternalSecretsConfig, FilesConfig } from './consumer.config.js';
export { deployable } from './document.js';
export { type ExternalSecretsProvider, startExternalSecrets } from './external-secrets.js';
export { secretsApiRoutes } from './routes.js';
export { secretsApi, secretsApiConfig, runSecretsApi, startSecretsApi } from './secrets-api.js';
