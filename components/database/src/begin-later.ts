import type { QueryRunner } from 'typeorm';

interface PgClient {
  query(text: string): Promise<unknown>;
}

/** Begins the transaction with the first statement; whoever needs none makes no round trip to the server. */
export function beginLater(runner: QueryRunner, isolation: string | undefined): void {
  const connect = runner.connect.bind(runner);
  let begun: Promise<unknown> | undefined;
  const begin = (client: PgClient): Promise<unknown> => {
    // TypeORM's own book of what is open; its startTransaction would come back to here.
    Reflect.set(runner, 'isTransactionActive', true);
    Reflect.set(runner, 'transactionDepth', 1);
    const level = isolation === undefined ? '' : ` ISOLATION LEVEL ${isolation}`;
    return client.query(`START TRANSACTION${level}`);
  };
  runner.connect = async () => {
    const client = (await connect()) as PgClient;
    begun ??= begin(client);
    await begun;
    return client;
  };
}
