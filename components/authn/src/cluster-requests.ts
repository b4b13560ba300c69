import { readFileSync } from 'node:fs';
import { request as requestOverHttp } from 'node:http';
import { request as requestOverTls } from 'node:https';

const largestAnswer = 1_048_576;

/** A call to the API of the cluster. */
export interface ClusterRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

/** What it answered: its status, and its body as JSON. */
export interface ClusterAnswer {
  readonly status: number;
  readonly json: unknown;
}

/**
 * Calls to the API of the cluster, which is usually known by a certificate of its own. Follows nothing; an answer that is
 * no JSON, longer than a MiB or late is an Error.
 */
export type ClusterRequests = (url: string, request: ClusterRequest) => Promise<ClusterAnswer>;

/**
 * @param caFile certificates (PEM) of who signs for it, instead of those of the system. Read here.
 * @throws when the file cannot be read.
 */
export function createClusterRequests({ caFile }: { readonly caFile: string | undefined }): ClusterRequests {
  const ca = caFile === undefined ? undefined : readFileSync(caFile, 'utf8');
  return (url, { method, headers = {}, body, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const send = new URL(url).protocol === 'https:' ? requestOverTls : requestOverHttp;
      const options = {
        method,
        headers: {
          accept: 'application/json',
          ...headers,
          // Node writes none for a DELETE, of which the body would then be a request of its own.
          ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        },
        ...{ signal: AbortSignal.timeout(timeoutMs), ...(ca !== undefined && { ca }) },
      };
      const call = send(url, options, (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('error', reject);
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > largestAnswer)
            answer.destroy(new Error(`${url} answered with more than ${largestAnswer} bytes`));
          else chunks.push(chunk);
        });
        answer.on('end', () => {
          try {
            const json: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
            resolve({ status: answer.statusCode ?? 0, json });
          } catch (error) {
            reject(new Error(`${url} answered ${answer.statusCode} without JSON`, { cause: error }));
          }
        });
      });
      call.on('error', reject);
      call.end(body);
    });
}
