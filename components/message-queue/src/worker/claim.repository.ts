import { type Database, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { claimRound, type Round } from '../relay/outbox.repository.js';
import type { Claim } from './attempt.repository.js';

/** Takes jobs that run alone straight from the outbox. Each statement is its own transaction: nobody can stall in one. */
export interface ClaimRepository {
  /** Up to `room` of those that wait, tenants taking turns. They are the caller's until its lease on them ends. */
  claim(room: number, cursor: string | undefined): Promise<Round>;
  /** Starts the lease on these anew; those that are others' by now stay theirs. */
  renew(claims: readonly Claim[]): Promise<void>;
  /** Lets them wait again, for whom there is no time any more. */
  giveBack(claims: readonly Claim[]): Promise<void>;
}

export function createClaimRepository(database: Database): ClaimRepository {
  const alone = systemContext('claim jobs');
  const columns = (claims: readonly Claim[]) => [
    claims.map(({ id }) => id),
    claims.map(({ fence }) => fence),
  ];
  return {
    claim: (room, cursor) => claimRound(alone, database, room, cursor),
    async renew(claims) {
      await managerFor(alone, database).query(
        // Those that end at this moment need no lease, and nobody waits for another in a circle.
        `update message_queue.outbox set handed_at = clock_timestamp() where id in (
           select o.id from message_queue.outbox o join unnest($1::uuid[], $2::int[]) as claim (id, fence)
             on o.id = claim.id and o.fence = claim.fence
           where o.state = 'handed' for update of o skip locked)`,
        columns(claims),
      );
    },
    async giveBack(claims) {
      await managerFor(alone, database).query(
        `with returned as (
           update message_queue.outbox o set state = 'waiting', handed_at = null
           from unnest($1::uuid[], $2::int[]) as claim (id, fence)
           where o.id = claim.id and o.fence = claim.fence and o.state = 'handed' returning o.id
         )
         select pg_notify('ashlar_outbox', '') where exists (select from returned)`,
        columns(claims),
      );
    },
  };
}
