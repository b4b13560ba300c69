import { runSecretsApi } from '@ashlar/secrets-rest-api';

await runSecretsApi(process.env, process.argv.slice(2));
