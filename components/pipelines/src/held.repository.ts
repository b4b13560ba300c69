import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInPipelines(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'pipeline_events_told',
      `select id, project_id, kind, source, external_id, commit_sha, ref, url, payload, created_at
       from pipelines.events where created_by = $1 order by seq`,
    ),
    rowsAbout(
      database,
      'pipelines_started',
      `select id, project_id, event_id, name, attempt, status, created_at, finished_at
       from pipelines.pipelines where created_by = $1 order by seq`,
    ),
  ];
}
