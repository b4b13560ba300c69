import { runDataApi } from '@ashlar/data-rest-api';

await runDataApi(process.env);
