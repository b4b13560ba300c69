import { request as requestOverHttp } from 'node:http';
import { request as requestOverTls } from 'node:https';

const largestAnswer = 1_048_576;

export interface ClusterRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

export interface ClusterAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** Calls to the API of the cluster, which is usually known by a certificate of its own. Follows nothing. */
export type ClusterRequests = (url: string, request: ClusterRequest) => Promise<ClusterAnswer>;

/** @param ca certificates (PEM) of who signs for it, instead of those of the system. */
export function createClusterRequests(ca: string | undefined): ClusterRequests {
  return (url, { method, headers = {}, body, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const send = new URL(url).protocol === 'https:' ? requestOverTls : requestOverHttp;
      const options = {
        ...{ method, headers: { accept: 'application/json', ...headers } },
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
