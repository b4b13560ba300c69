import { runWorker } from '@ashlar/job-runner';

await runWorker(process.argv.slice(2), process.env);
