import { createHash } from 'node:crypto';
import {
  type EntityManager,
  type ObjectLiteral,
  QueryResult,
  type QueryRunner,
  type SelectQueryBuilder,
} from 'typeorm';
import type { RawClient } from './pool.js';

/**
 * Runs a query (made from `manager`) by statements that each connection prepares once: planning takes longer than
 * running where statements are long. For queries whose text comes in few variants, since each stays in the memory of the
 * server.
 * @param run such as `(query) => query.getMany()`.
 */
export async function prepared<Row extends ObjectLiteral, T>(
  manager: EntityManager,
  query: SelectQueryBuilder<Row>,
  run: (query: SelectQueryBuilder<Row>) => Promise<T>,
): Promise<T> {
  const running = manager.queryRunner;
  const runner = running ?? manager.dataSource.createQueryRunner();
  try {
    return await run(query.setQueryRunner(preparing(runner)));
  } finally {
    if (!running) await runner.release();
  }
}

/** The same runner, but what it runs has a name. */
function preparing(runner: QueryRunner): QueryRunner {
  const query = async (text: string, values: readonly unknown[] = []): Promise<QueryResult> => {
    const client = (await runner.connect()) as RawClient;
    const name = `query_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
    const { rows } = await client.query({ name, text, values });
    const result = new QueryResult<unknown>();
    result.raw = rows;
    result.records = [...rows];
    return result;
  };
  return Object.create(runner, { query: { value: query } }) as QueryRunner;
}
