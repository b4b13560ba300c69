/**
 * Who may do what with domains, groups and projects, over HTTP. `yes`: it is done, or only the version that was sent
 * stands against it. Rows begin with an operation id and the object; every operation of these bricks has a row.
 *
 * Callers: `admin` of the platform · `domain-admin` · `above` owns the group in which team lies · `owner`, `editor` and
 * `viewer` of team · `via-group` is in a group that is an editor of team · `ex-owner` owned the group in which team, and
 * the project in it, lay before they moved · `member` of the same domain without a role · `stranger` of another domain
 * · `service` without a role · `disabled` owner of team whose access was ended · `anonymous`.
 */
export const roleTable = `
operation                               | admin | domain-admin | above | owner | editor | viewer | via-group | ex-owner | member | stranger | service | disabled | anonymous

listDomains                             | yes   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
createDomain                            | yes   | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getDomain                               | yes   | yes | yes | yes | yes | yes | yes | yes | yes | 404 | 404 | 401 | 401
updateDomain                            | yes   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401
suspendDomain                           | yes   | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401
previewDomainDeletion                   | yes   | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401
deleteDomain                            | yes   | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401
getDomainPermissions                    | yes   | yes | yes | yes | yes | yes | yes | yes | yes | 404 | 404 | 401 | 404
listDomainMembers                       | yes   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401
getDomainMember                         | yes   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401
putDomainMember                         | yes   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401
updateDomainMember                      | yes   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401
removeDomainMember                      | yes   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 404 | 401 | 401

listGroups                              | yes   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | yes
createGroup domain                      | yes   | yes | yes | yes | yes | yes | yes | yes | yes | 404 | 404 | 401 | 401
createGroup team                        | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
getGroup team                           | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 404
getGroup open                           | yes   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | yes
updateGroup team                        | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
updateGroup open                        | yes   | yes | 403 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
# Out of the group that it lies in: for those who may change that one.
updateGroup team-out                    | yes   | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
previewGroupDeletion team               | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteGroup team                        | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteGroup open                        | yes   | yes | 403 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getGroupPermissions team                | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 404
getGroupPermissions open                | yes   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | yes
listGroupMembers team                   | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listGroupMembers open                   | yes   | yes | 403 | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
getGroupMember team                     | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
putGroupMember team                     | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
updateGroupMember team                  | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
removeGroupMember team                  | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
# Whoever has a role may leave; who has none by name is no member.
removeGroupMember team-myself           | 404   | 404 | 404 | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 401 | 401
listGroupInvitations team               | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
# Administrators of the platform make members directly: their right is not theirs by membership.
createGroupInvitation team              | 403   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
getGroupInvitation team                 | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
revokeGroupInvitation team              | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401

listProjects                            | yes   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | yes
createProject team                      | yes   | yes | yes | yes | yes | 403 | yes | 404 | 404 | 404 | 404 | 401 | 401
createProject home                      | yes   | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
getProject data                         | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 404
getProject open                         | yes   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | yes
getProject home                         | yes   | 404 | 404 | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 401 | 404
updateProject data                      | yes   | yes | yes | yes | yes | 403 | yes | 404 | 404 | 404 | 404 | 401 | 401
updateProject open                      | yes   | yes | yes | yes | yes | 403 | yes | 403 | 403 | 403 | 403 | 401 | 401
updateProject home                      | yes   | 404 | 404 | yes | yes | 403 | 404 | 404 | 404 | 404 | 404 | 401 | 401
updateProject data-visibility           | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
previewProjectDeletion data             | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteProject data                      | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteProject open                      | yes   | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteProject home                      | yes   | 404 | 404 | yes | 403 | 403 | 404 | 404 | 404 | 404 | 404 | 401 | 401
listProjectCopies data                  | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 404
copyProject data                        | yes   | yes | yes | yes | yes | 403 | yes | 404 | 404 | 404 | 404 | 401 | 401
copyProject open                        | yes   | yes | yes | yes | yes | 403 | yes | 404 | 404 | 404 | 404 | 401 | 401
getProjectPermissions data              | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 404
getProjectPermissions open              | yes   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | yes
listProjectMembers home                 | yes   | 404 | 404 | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 401 | 401
listProjectMembers open                 | yes   | yes | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
getProjectMember home                   | yes   | 404 | 404 | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 401 | 401
putProjectMember home                   | yes   | 404 | 404 | yes | 403 | 403 | 404 | 404 | 404 | 404 | 404 | 401 | 401
updateProjectMember home                | yes   | 404 | 404 | yes | 403 | 403 | 404 | 404 | 404 | 404 | 404 | 401 | 401
removeProjectMember home                | yes   | 404 | 404 | yes | 403 | 403 | 404 | 404 | 404 | 404 | 404 | 401 | 401
removeProjectMember home-myself         | 404   | 404 | 404 | 404 | yes | yes | 404 | 404 | 404 | 404 | 404 | 401 | 401
listProjectInvitations data             | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
createProjectInvitation data            | 403   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
getProjectInvitation data               | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
revokeProjectInvitation data            | yes   | yes | yes | yes | 403 | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401

resolveNamespace team                   | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 404
resolveNamespace open                   | yes   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | yes
resolveNamespace data                   | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 404
# By the path that it had in the group of the ex-owner.
resolveNamespace team-before            | yes   | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 404
getAuthorizationConfig                  | yes   | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
replaceAuthorizationConfig              | yes   | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
# The token decides who learns of an invitation; nobody's token is anybody's.
getInvitation nobodys                   | 404   | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 404
acceptInvitation nobodys                | 404   | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
declineInvitation nobodys               | 404   | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
`;

/**
 * The same people in a domain that is suspended: what is there can be read, nothing can be changed, and that it is
 * suspended is said to those alone who could change it.
 */
export const suspendedTable = `
operation                               | admin | owner | editor | viewer | stranger | anonymous
getGroup frozen                         | yes | yes | yes | yes | 404 | 404
getProject frozen                       | yes | yes | yes | yes | 404 | 404
createGroup frozen                      | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 | 403 | 404 | 401
updateGroup frozen                      | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 | 403 | 404 | 401
deleteGroup frozen                      | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 | 403 | 404 | 401
putGroupMember frozen                   | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 | 403 | 404 | 401
createGroupInvitation frozen            | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 | 403 | 404 | 401
createProject frozen                    | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 | 404 | 401
updateProject frozen                    | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 | 404 | 401
deleteProject frozen                    | 403 DOMAIN_SUSPENDED | 403 DOMAIN_SUSPENDED | 403 | 403 | 404 | 401
`;
