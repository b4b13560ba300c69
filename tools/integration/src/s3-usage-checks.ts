import { newId, systemContext } from '@ashlar/database';
import type { StorageDescription } from '@ashlar/storage';
import { createUsageLister } from '@ashlar/storage-checks/worker';
import { askMinio, keysThatMay } from './minio.js';
import { allow, configOf, escapedPath, localEgress, minioOf } from './s3-world.js';
import type { Facts } from './server.types.js';

/** How much a store holds. */
export const s3UsageChecks: Readonly<Record<string, (facts: Facts) => Promise<void>>> = {
  async 'usage is what lies below the prefix, page by page'(facts) {
    const minio = minioOf(facts);
    await askMinio(minio, { method: 'PUT', path: '/measured' });
    const sizes = Array.from({ length: 1_203 }, (_, index) => index % 7);
    const names = sizes.map((_, index) => `/measured/runs/${index % 3}/${index} ä+(1).txt`);
    names.push('/measured/elsewhere.txt');
    const batches = Array.from({ length: Math.ceil(names.length / 50) }, (_, index) => index * 50);
    for (const from of batches) {
      await Promise.all(
        names.slice(from, from + 50).map((path, index) =>
          askMinio(minio, {
            method: 'PUT',
            path: escapedPath(path),
            body: 'x'.repeat(sizes[from + index] ?? 1_000),
          }),
        ),
      );
    }
    const list = createUsageLister({ egress: localEgress(), values: async () => ({ ...minio.root }) });
    const config = { ...configOf(minio), bucket: 'measured', prefix: 'runs' };
    const storage: StorageDescription = {
      ...{ id: newId(), name: 'Measured', owner: { type: 'platform', id: newId() }, domainId: undefined },
      ...{ enabled: true, version: 1, config, target: '', credentials: [] },
    };
    let [objects, bytes, pages] = [0n, 0n, 0];
    for (let next: string | undefined, more = true; more; more = next !== undefined) {
      const page = await list(systemContext('integration'), storage, next);
      ({ next } = page);
      objects += page.objects;
      bytes += page.bytes;
      pages += 1;
    }
    const found = { objects: Number(objects), bytes: Number(bytes), pages };
    const wanted = { objects: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0), pages: 2 };
    if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(JSON.stringify({ found, wanted }));
  },
  async 'usage of a store that may not be listed has a code'(facts) {
    const minio = minioOf(facts);
    const keys = await keysThatMay(minio, [allow(['GetObject'], 'results/*')]);
    const list = createUsageLister({ egress: localEgress(), values: async () => ({ ...keys }) });
    const storage: StorageDescription = {
      ...{ id: newId(), name: 'Closed', owner: { type: 'platform', id: newId() }, domainId: undefined },
      ...{ enabled: true, version: 1, config: configOf(minio), target: '', credentials: [] },
    };
    const failure: unknown = await list(systemContext('integration'), storage, undefined).catch(
      (error: unknown) => error,
    );
    const code: unknown = Reflect.get(Object(failure) as object, 'code');
    if (code !== 'LIST_DENIED') throw new Error(`it is ${String(code)}: ${String(failure)}`);
  },
};
