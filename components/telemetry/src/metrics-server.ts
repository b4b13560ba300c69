import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Logger } from '@ashlar/logging';

import type { Metrics, MetricsServer } from './telemetry.types.js';

export interface MetricsServerDeps {
  readonly host: string;
  readonly port: number;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

const contentType = 'text/plain; version=0.0.4; charset=utf-8';

export async function startMetricsServer(deps: MetricsServerDeps): Promise<MetricsServer> {
  const { host, port } = deps;
  const server = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, (request, response) => {
    void answer(deps, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { metrics, logger }: MetricsServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url?.split('?')[0];
  if (path !== '/metrics') return end(response, 404, 'Only /metrics is here.\n');
  if (request.method !== 'GET') {
    response.setHeader('allow', 'GET');
    return end(response, 405, 'Only GET.\n');
  }
  try {
    const text = await metrics.render();
    response.setHeader('content-type', contentType);
    end(response, 200, text);
  } catch (error) {
    logger.error('The metrics could not be rendered', { error });
    end(response, 500, 'The metrics could not be rendered.\n');
  }
}

function end(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.end(body);
}
