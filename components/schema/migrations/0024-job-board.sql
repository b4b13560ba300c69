-- The board of jobs is in the data API, where callers have an identity: it sees all of a job but the payload, and
-- changes no more than retrying and cancelling need.
grant select (
  id, lane, job, payload_version, state, tenant, priority, attempts, fence, lost, request_id, created_at, ready_at,
  handed_at, ended_at, progress, last_error, parked_on, dedupe_key, concurrency_key
) on message_queue.outbox to ashlar_data;
grant update (state, attempts, ready_at, ended_at, progress, parked_on) on message_queue.outbox to ashlar_data;
grant select on message_queue.effects to ashlar_data;
