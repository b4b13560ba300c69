import type { TransactionContext } from '@ashlar/database';
import { defineEvent, type EventFacts, type Events } from '@ashlar/events';
import { IntegerField, StringField, UuidField } from '@ashlar/http';
import type { Project } from './projects.types.js';

export class ProjectFacts {
  @UuidField({ description: 'Id of the project.' })
  project_id!: string;

  @StringField({ description: 'Where it is: the slugs from the top.', maxLength: 10_000 })
  path!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'Who may see it.', maxLength: 50 })
  visibility!: string;

  @IntegerField({ description: 'Its version.', min: 1, max: 2_147_483_647 })
  version!: number;
}

const about = { version: 1, data: ProjectFacts };

export const projectCreated = defineEvent({
  ...about,
  type: 'project.created',
  description: 'A project was made, perhaps as a copy.',
});
export const projectUpdated = defineEvent({
  ...about,
  type: 'project.updated',
  description: 'A project was renamed, moved or described.',
});
export const projectDeleted = defineEvent({
  ...about,
  type: 'project.deleted',
  description: 'A project was removed, perhaps with what it lay in; `version` is the last that it had.',
  ends: true,
});

/** Every event of this brick. */
export const projectEvents = [projectCreated, projectUpdated, projectDeleted] as const;

/** Where projects go, also with what they lie in: called by what removes them, in its transaction. */
export async function tellOfGoneProjects(
  tx: TransactionContext,
  events: Events,
  projects: readonly Project[],
): Promise<void> {
  for (const project of projects) await events.publish(tx, projectDeleted, factsOfProject(project));
}

/** Where somebody's projects become another's. */
export async function tellOfChangedProject(
  tx: TransactionContext,
  events: Events,
  project: Project,
): Promise<void> {
  await events.publish(tx, projectUpdated, factsOfProject(project));
}

/** What is told of a project. */
export function factsOfProject({
  id,
  domainId,
  path,
  name,
  visibility,
  version,
}: Project): EventFacts<ProjectFacts> {
  return { id, domainId, data: { project_id: id, path, name, visibility, version } };
}
