import type { Database } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { factsOfProject, projectCreated, projectUpdated } from './projects.events.js';
import type { Projects } from './projects.service.js';

/** The same projects, which also tell of what is made and changed, in its transaction. What goes, `createProjects` tells. */
export function tellOfProjects(
  projects: Projects,
  { database, events }: { readonly database: Database; readonly events: Events },
): Projects {
  return {
    ...projects,
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        const project = await projects.create(tx, input);
        await events.publish(tx, projectCreated, factsOfProject(project));
        return project;
      }),
    copy: (ctx, id, input) =>
      database.transact(ctx, async (tx) => {
        const project = await projects.copy(tx, id, input);
        await events.publish(tx, projectCreated, factsOfProject(project));
        return project;
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        const project = await projects.update(tx, id, expected, change);
        await events.publish(tx, projectUpdated, factsOfProject(project));
        return project;
      }),
  };
}
