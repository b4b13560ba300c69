import { join } from 'node:path';
import { askMinio, installMinio, minioSummary, startMinio } from '../minio.js';
import { s3Checks } from '../s3-checks.js';
import { s3UsageChecks } from '../s3-usage-checks.js';
import type { Server } from '../server.types.js';

/** An object store that speaks S3, which storages are tested and measured against. */
export const s3: Server = {
  name: 's3',
  summary: `${minioSummary}; connection tests and usage of storages`,
  install: async (place) => void (await installMinio(place)),
  async start(place) {
    const binary = await installMinio(place);
    const minio = await startMinio(binary, join(place.workDir, 'minio'));
    try {
      await askMinio(minio, { method: 'PUT', path: '/results' });
    } catch (error) {
      await minio.process.kill();
      throw error;
    }
    const { endpoint, region, root } = minio;
    return {
      facts: {
        ...{ S3_ENDPOINT: endpoint, S3_REGION: region, S3_BUCKET: 'results' },
        ...{ S3_ACCESS_KEY_ID: root.access_key_id, S3_SECRET_ACCESS_KEY: root.secret_access_key },
        // For checks that need one of their own, to stop it.
        ...{ S3_PROGRAM: binary, S3_WORK_DIR: place.workDir },
      },
      async stop() {
        await minio.process.stop();
      },
    };
  },
  checks: { ...s3Checks, ...s3UsageChecks },
};
