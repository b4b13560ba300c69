import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createHandler } from './handler.js';
import type { Fault, KubernetesApi, KubernetesApiOptions, SeenRequest } from './kubernetes.types.js';
import { type Answer, refusal } from './status.js';
import { createStore } from './store.js';

const largestBody = 4_194_304;

/** Listens on a free port of loopback. */
export async function startKubernetesApi(options: KubernetesApiOptions): Promise<KubernetesApi> {
  const store = createStore();
  const handle = createHandler(options, store);
  const faults: { readonly fault: Fault; left: number }[] = [];
  const requests: SeenRequest[] = [];

  const faultFor = (method: string, path: string): Fault | undefined => {
    const found = faults.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.method ?? method) === method &&
        (fault.path === undefined || fault.path.test(path)),
    );
    if (found) found.left -= 1;
    return found?.fault;
  };

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/' } = req;
    const text = await bodyOf(req);
    const token = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1];
    const holder = token === undefined ? undefined : options.tokens[token];
    let body: unknown;
    let malformed = false;
    try {
      body = text === '' ? undefined : JSON.parse(text);
    } catch {
      malformed = true;
    }
    const seen = (status: number): void => {
      requests.push({ method, path, username: holder?.username, body, status });
    };
    const fault = faultFor(method, path);
    await fault?.run?.();
    if (fault?.how === 'cut') {
      seen(0);
      req.socket.destroy();
      return;
    }
    const answer: Answer =
      fault?.how === 'answer'
        ? refusal(fault.status ?? 503, 'scripted')
        : malformed
          ? refusal(400, 'the body is no JSON')
          : handle({ method, path, holder, body, type: req.headers['content-type'] ?? '' });
    if (fault?.how === 'lose') {
      seen(0);
      req.socket.destroy();
      return;
    }
    seen(answer.status);
    res.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  };

  const listener = (req: IncomingMessage, res: ServerResponse): void => {
    serve(req, res).catch(() => req.socket.destroy());
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    objects: (kind, namespace) => store.all(kind, namespace),
    put: (object) => store.keep(object.metadata.namespace ?? 'default', object, object.metadata.uid),
    remove(kind, namespace, name) {
      const found = store.find(kind, namespace, name);
      if (found) store.remove(found);
    },
    fault: (fault) => void faults.push({ fault, left: fault.times ?? 1 }),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > largestBody) throw new Error('The body is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
