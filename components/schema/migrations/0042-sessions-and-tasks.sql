-- Since when the outside system is asked for the run of this attempt, however often the session went back to waiting.
alter table scheduler.sessions add column asked_since timestamptz(3);

-- What is launching is looked at again before what waits, however much that is.
drop index scheduler.sessions_pick;
create index sessions_pick on scheduler.sessions (next_at) where state = 'pending';
create index sessions_launching on scheduler.sessions (next_at) where state in ('claimed', 'launching');

-- What the tasks of the worker did last, wherever they ran.
create table message_queue.task_runs (
  task text primary key,
  -- The last that ended, and whether it did what there was to do.
  started_at timestamptz(3) not null,
  finished_at timestamptz(3) not null,
  outcome text not null constraint task_runs_outcome_check check (outcome in ('done', 'failed')),
  result jsonb,
  error text,
  -- The last that found something to do.
  worked_at timestamptz(3),
  worked jsonb,
  -- Failures since it was done last.
  failures integer not null default 0,
  ran_on text not null,
  version text not null
);

grant select, insert, update on message_queue.task_runs to ashlar_worker;
grant select on message_queue.task_runs to ashlar_data;
