/**
 * For `*.repository.ts` of other bricks: SQL for what a project lies in, itself included, as rows
 * `(owner_type, owner_id, above)`: the project with 0, its group with 1, that group's parent with 2, the domain last.
 * @param id the placeholder of the project's id. @returns nothing for a project that is not there.
 */
export function chainOfProject(id: string): string {
  return `with recursive up (owner_type, owner_id, above, group_id, domain_id) as (
    select 'project', id, 0, group_id, domain_id from projects.projects where id = ${id}
    union all
    select 'group', g.id, up.above + 1, g.parent_group_id, g.domain_id
    from up cross join lateral (select * from groups.groups where id = up.group_id offset 0) g
  )
  select owner_type, owner_id, above from up
  union all
  select 'domain', domain_id, above + 1 from up where group_id is null`;
}

/**
 * For `*.repository.ts` of other bricks: SQL that holds a project until the end of the transaction, so that it does not
 * go and others who hold it wait. One row, or none for a project that is not there.
 * @param id the placeholder of the project's id.
 */
export function holdOfProject(id: string): string {
  return `select id from projects.projects where id = ${id} for no key update`;
}

/** SQL for the ids of the projects in a group and in the groups below it. @param id the placeholder of the group's id. */
export function projectsBelow(id: string): string {
  return `with recursive below (id) as (
    select ${id}::uuid union all select g.id from groups.groups g join below on g.parent_group_id = below.id
  )
  select p.id from below join projects.projects p on p.namespace_id = below.id`;
}
