import { createHttpClient } from '../http-client.js';
import { createAnswerChecker } from './answers.js';
import type { Tokens } from './checks.js';
import { checksOf } from './dialects.js';
import { type Operation, readDocument } from './document.js';
import { createWorld, type GivenValues } from './world.js';

export interface WalkOptions {
  readonly baseUrl: string;
  /** Where the service keeps its document: `/api/data/spec.json`. */
  readonly documentPath: string;
  /** Absent on a service whose every operation is open. */
  readonly tokens?: Tokens;
  readonly values?: GivenValues;
  /** Default: every operation. For what needs rows of its own, and is walked by another spec. */
  readonly where?: (operation: Pick<Operation, 'operationId' | 'tags' | 'template'>) => boolean;
}

export interface WalkReport {
  /** The checks that each operation went through, by operationId. */
  readonly walked: Readonly<Record<string, readonly string[]>>;
  /** One line each, beginning with the operation. Empty when the service keeps its word. */
  readonly faults: readonly string[];
}

/**
 * Holds every operation that a running service documents to the API conventions, by what the document says alone. What
 * an operation is about is made by the POST of its collection. An operation that cannot be called is a fault.
 */
export async function walkContract({
  baseUrl,
  documentPath,
  tokens,
  values = {},
  where = () => true,
}: WalkOptions): Promise<WalkReport> {
  const client = createHttpClient(baseUrl, tokens?.all ?? null);
  const spec = await client.call('GET', documentPath);
  if (typeof spec.json !== 'object' || spec.json === null || !('paths' in spec.json)) {
    return {
      walked: {},
      faults: [`${documentPath} is no document: ${spec.status} ${spec.text.slice(0, 300)}`],
    };
  }
  const service = readDocument(spec.json);
  const faults = new Set<string>();
  const note = ({ method, template }: Operation, fault: string): void =>
    void faults.add(`${method} ${template} ${fault}`);
  const world = createWorld({ service, client, checkAnswer: createAnswerChecker(service), values, note });
  const walked: Record<string, readonly string[]> = {};

  for (const operation of service.operations) {
    if (!where(operation)) continue;
    const table = checksOf(operation.dialect);
    if (!table) {
      note(operation, `speaks ${operation.dialect}, of which the walk knows nothing`);
      continue;
    }
    const applicable = table.filter((check) => check.applies(operation));
    for (const { name, run } of applicable) {
      try {
        await run(operation, world, tokens ?? { all: '', expired: 'expired' });
      } catch (error) {
        note(operation, `"${name}": ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    walked[operation.operationId] = applicable.map(({ name }) => name);
  }
  return { walked, faults: [...faults] };
}
