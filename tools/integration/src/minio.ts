import { freePorts, type RunningProcess, startProcess, waitUntil } from '@ashlar/processes';
import { Hash } from '@smithy/hash-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere, runGo } from './go.js';
import type { Place } from './server.types.js';

/** The release that is built: the last one that the module proxy has. */
const release = 'v0.0.0-20260212201848-7aac2a2c5b7c';
export const minioSummary = `MinIO ${release.slice(7, 15)}, built from the Go module proxy`;

const binaryIn = ({ cacheDir }: Pick<Place, 'cacheDir'>): string =>
  join(cacheDir, `minio-${release}`, 'minio');

/** @throws {ServerMissingError} where it cannot be built. @returns the program. */
export async function installMinio(place: Place): Promise<string> {
  const binary = binaryIn(place);
  if (await isThere(binary)) return binary;
  const folder = join(place.cacheDir, `minio-${release}`);
  await mkdir(folder, { recursive: true });
  const commands = [['install', '-trimpath', `github.com/minio/minio@${release}`]];
  await runGo('MinIO', { cwd: folder, env: { GOBIN: folder }, commands }, place);
  return binary;
}

/** Keys as options of a storage. */
export interface Keys {
  readonly access_key_id: string;
  readonly secret_access_key: string;
  readonly session_token?: string;
}

/** Keys that nobody has. */
export const newKeys = (): Keys => ({
  access_key_id: `AK${randomBytes(9).toString('hex').toUpperCase()}`,
  secret_access_key: randomBytes(20).toString('hex'),
});

export interface Minio {
  /** `http://127.0.0.1:port` */
  readonly endpoint: string;
  readonly region: string;
  /** Of who may do everything. */
  readonly root: Keys;
  readonly process: RunningProcess;
}

/**
 * @param folder an empty one, that it keeps its objects in.
 * @param tls what it proves itself with; over TLS it is ready when it listens.
 */
export async function startMinio(
  binary: string,
  folder: string,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Minio> {
  const region = 'eu-central-2';
  const root = newKeys();
  const [port, console = 0] = await freePorts(2);
  const certificates = join(folder, 'certificates');
  await mkdir(certificates, { recursive: true });
  if (tls) {
    await writeFile(join(certificates, 'public.crt'), tls.cert);
    await writeFile(join(certificates, 'private.key'), tls.key);
  }
  const endpoint = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const child = await startProcess({
    name: 'minio',
    command: binary,
    args: [
      ...['server', '--anonymous', '--address', `127.0.0.1:${port}`, '--certs-dir', certificates],
      ...['--console-address', `127.0.0.1:${console}`, join(folder, 'objects')],
    ],
    cwd: folder,
    env: {
      ...{ HOME: folder, MINIO_ROOT_USER: root.access_key_id, MINIO_ROOT_PASSWORD: root.secret_access_key },
      // No page of its own, and nothing that calls out.
      ...{ MINIO_SITE_REGION: region, MINIO_BROWSER: 'off', MINIO_UPDATE: 'off' },
    },
  });
  try {
    const isUp = async (): Promise<boolean> => {
      child.assertRuns();
      return fetch(`${endpoint}/minio/health/cluster`, { signal: AbortSignal.timeout(2_000) }).then(
        ({ status }) => status === 200,
        // Nobody here trusts its certificate, but that it has one says that it is there.
        ({ cause }: { cause?: { code?: string } }) =>
          cause?.code?.startsWith('UNABLE_TO_VERIFY') === true || cause?.code?.includes('CERT') === true,
      );
    };
    await waitUntil(isUp, { what: 'minio answers', within: 60_000 });
  } catch (error) {
    await child.kill();
    throw error;
  }
  return { endpoint, region, root, process: child };
}

/** One signed request to it. @throws unless it succeeds. */
export async function askMinio(
  { endpoint, region, root }: Pick<Minio, 'endpoint' | 'region' | 'root'>,
  {
    method,
    path,
    body,
    service = 's3',
  }: {
    readonly method: string;
    readonly path: string;
    readonly body?: string;
    readonly service?: 's3' | 'sts';
  },
): Promise<string> {
  const url = new URL(path, endpoint);
  const signer = new SignatureV4({
    ...{ service, region, uriEscapePath: false, applyChecksum: true },
    credentials: { accessKeyId: root.access_key_id, secretAccessKey: root.secret_access_key },
    sha256: Hash.bind(null, 'sha256'),
  });
  const { headers } = await signer.sign({
    ...{ method, protocol: url.protocol, hostname: url.hostname, port: Number(url.port) },
    ...{ path: url.pathname, query: Object.fromEntries(url.searchParams), body },
    headers: {
      host: url.host,
      ...(service === 'sts' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  });
  const { host: _, ...sent } = headers;
  const answer = await fetch(url, {
    ...{ method, headers: sent, signal: AbortSignal.timeout(20_000) },
    ...(body !== undefined && { body }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
  return text;
}

/** Temporary keys that may do what the statements say. */
export async function keysThatMay(
  minio: Pick<Minio, 'endpoint' | 'region' | 'root'>,
  statements: readonly object[],
): Promise<Keys> {
  const body = new URLSearchParams({
    ...{ Action: 'AssumeRole', Version: '2011-06-15', DurationSeconds: '3600' },
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  }).toString();
  const text = await askMinio(minio, { method: 'POST', path: '/', body, service: 'sts' });
  const read = (name: string): string => {
    const found = new RegExp(`<${name}>([^<]+)</${name}>`).exec(text)?.[1];
    if (found === undefined) throw new Error(`AssumeRole answered without ${name}`);
    return found;
  };
  return {
    access_key_id: read('AccessKeyId'),
    secret_access_key: read('SecretAccessKey'),
    session_token: read('SessionToken'),
  };
}
