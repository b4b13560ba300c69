import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** A Kubernetes Secret of ours. */
export interface Delivery {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** Undefined until the cluster has said it. */
  readonly uid: string | undefined;
  readonly caller: string;
  readonly userId: string;
}

interface DeliveryRow extends Omit<Delivery, 'uid'> {
  readonly uid: string | null;
}

const columns = 'id, namespace, name, uid, caller, user_id as "userId"';

export class DeliveryRepository {
  constructor(private readonly database: Database) {}

  /** The one of this name, whoever it is for. */
  async find(ctx: OperationContext, namespace: string, name: string): Promise<Delivery | undefined> {
    const rows: readonly DeliveryRow[] = await managerFor(ctx, this.database).query(
      `select ${columns} from secrets.deliveries where namespace = $1 and name = $2`,
      [namespace, name],
    );
    return rows.map(toDelivery)[0];
  }

  /** The name is theirs from now on; undefined when it is somebody else's. Asked again, it is the same one. */
  async claim(
    tx: TransactionContext,
    { id, namespace, name, caller, userId }: Omit<Delivery, 'uid'>,
    secretIds: readonly string[],
  ): Promise<Delivery | undefined> {
    const rows: readonly DeliveryRow[] = await managerFor(tx, this.database).query(
      `insert into secrets.deliveries (id, namespace, name, caller, user_id, secret_ids) values ($1, $2, $3, $4, $5, $6)
       on conflict (namespace, name) do update set updated_at = now(), secret_ids = excluded.secret_ids
       where deliveries.caller = excluded.caller and deliveries.user_id = excluded.user_id
       returning ${columns}`,
      [id, namespace, name, caller, userId, secretIds],
    );
    return rows.map(toDelivery)[0];
  }

  async made(tx: TransactionContext, id: string, uid: string): Promise<void> {
    await managerFor(tx, this.database).query(
      'update secrets.deliveries set uid = $2, updated_at = now() where id = $1',
      [id, uid],
    );
  }

  /** Those that hold a secret that is no longer in use. */
  async outdated(ctx: OperationContext, limit: number): Promise<readonly Delivery[]> {
    const rows: readonly DeliveryRow[] = await managerFor(ctx, this.database).query(
      `select ${columns} from secrets.deliveries as delivery where exists (
         select from unnest(delivery.secret_ids) as wanted (id)
         left join secrets.secrets as secret on secret.id = wanted.id
         where secret.id is null or secret.deleted_at is not null or secret.expires_at <= now()
       ) order by updated_at limit $1`,
      [limit],
    );
    return rows.map(toDelivery);
  }

  /** Who has any, in the order of their ids, from the one after `after` on. */
  async users(ctx: OperationContext, after: string, limit: number): Promise<readonly string[]> {
    const rows: readonly { readonly id: string }[] = await managerFor(ctx, this.database).query(
      `select distinct user_id as id from secrets.deliveries where user_id > $1 order by user_id limit $2`,
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }

  async ofUser(ctx: OperationContext, userId: string, limit: number): Promise<readonly Delivery[]> {
    const rows: readonly DeliveryRow[] = await managerFor(ctx, this.database).query(
      `select ${columns} from secrets.deliveries where user_id = $1 order by updated_at limit $2`,
      [userId, limit],
    );
    return rows.map(toDelivery);
  }

  /** Those that nobody has looked at for so long, the longest first; they count as looked at now. */
  async unchecked(tx: TransactionContext, minutes: number, limit: number): Promise<readonly Delivery[]> {
    const [rows] = (await managerFor(tx, this.database).query(
      `update secrets.deliveries set checked_at = now() where id in (
         select id from secrets.deliveries where checked_at < now() - make_interval(mins => $1)
         order by checked_at limit $2 for update skip locked
       ) returning ${columns}`,
      [minutes, limit],
    )) as [readonly DeliveryRow[], number];
    return rows.map(toDelivery);
  }

  /** Unless it was used meanwhile. */
  async forget(tx: TransactionContext, { id, uid }: Pick<Delivery, 'id' | 'uid'>): Promise<void> {
    await managerFor(tx, this.database).query(
      'delete from secrets.deliveries where id = $1 and uid is not distinct from $2',
      [id, uid ?? null],
    );
  }
}

function toDelivery({ uid, ...row }: DeliveryRow): Delivery {
  return { ...row, uid: uid ?? undefined };
}
