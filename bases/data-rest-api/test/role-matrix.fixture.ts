/**
 * Who may do what with all that the data API has besides domains, groups, projects, namespaces and invitations, whose
 * table is in their brick. `yes`: it is done, or only what is there already stands against it. Rows begin with an
 * operation id and, where there are several, the object; every operation that is mounted has a row here or there.
 *
 * Callers: `admin` of the platform · `domain-admin` of the domain in which team lies and of the one where people are at
 * home · `owner`, `editor` and `viewer` of team, with a project in it, and of the group open, with one that is public ·
 * `ex-owner` owned the group in which team, and the project in it, lay before they moved · `stranger` administers
 * another domain · `outsider` has no role on the platform · `service` has no scope · `disabled` owner of team whose
 * access was ended · `anonymous`.
 *
 * What belongs to one person (tokens, secrets, grants, dotfiles, quotas of a user) belongs to the owner.
 */
export const roleTable = `
operation                           | admin | domain-admin | owner | editor | viewer | ex-owner | stranger | outsider | service | disabled | anonymous

getHealth                           | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
getReadiness                        | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
getVersion                          | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
getSpecification                    | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes

getUser                             | yes | yes | yes | yes | yes | yes | yes | yes | 404 | 401 | 401
updateUser                          | yes | yes | yes | yes | yes | yes | yes | yes | 404 | 401 | 401
getPreferences                      | yes | yes | yes | yes | yes | yes | yes | yes | 404 | 401 | 401
updatePreferences                   | yes | yes | yes | yes | yes | yes | yes | yes | 404 | 401 | 401
# What the caller may not see is said to be no project.
pinProject                          | yes | yes | yes | yes | yes | 422 PIN_REFUSED | 422 PIN_REFUSED | 422 PIN_REFUSED | 404 | 401 | 401
unpinProject                        | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
exportUser                          | yes | yes | yes | yes | yes | yes | yes | yes | 404 | 401 | 401
listUsers                           | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listUsers exact                     | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
getUserById                         | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
deleteUser                          | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
suspendUser                         | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
previewUserDeletion                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
restoreUser                         | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401

listPersonalTokens                  | yes | yes | yes | yes | yes | yes | yes | yes | 403 | 401 | 401
createPersonalToken                 | yes | yes | yes | yes | yes | yes | yes | yes | 403 | 401 | 401
getPersonalToken                    | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
deletePersonalToken                 | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
revokeInternalToken                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401

listStorages                        | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
createStorage                       | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getStorage                          | yes | yes | yes | yes | yes | yes | yes | 404 | yes | 401 | 401
updateStorage                       | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
deleteStorage                       | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401

listDomainDotfiles                  | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
createDomainDotfile                 | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
putDomainDotfile                    | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
getDomainDotfile                    | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
updateDomainDotfile                 | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
deleteDomainDotfile                 | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
getDomainDotfileUsage               | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
changeDomainDotfiles                | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
copyDomainDotfiles                  | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
listDomainDotfileRevisions          | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
restoreDomainDotfile                | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
listGroupDotfiles                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listGroupDotfiles open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
createGroupDotfile                  | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
putGroupDotfile                     | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
createGroupDotfile open             | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
putGroupDotfile open                | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getGroupDotfile                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getGroupDotfile open                | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
updateGroupDotfile                  | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
updateGroupDotfile open             | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteGroupDotfile                  | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteGroupDotfile open             | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getGroupDotfileUsage                | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getGroupDotfileUsage open           | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
changeGroupDotfiles                 | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
changeGroupDotfiles open            | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
copyGroupDotfiles                   | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
copyGroupDotfiles open              | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listGroupDotfileRevisions           | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listGroupDotfileRevisions open      | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
restoreGroupDotfile                 | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
restoreGroupDotfile open            | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listProjectDotfiles                 | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listProjectDotfiles open            | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
createProjectDotfile                | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
putProjectDotfile                   | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
createProjectDotfile open           | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
putProjectDotfile open              | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
getProjectDotfile                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getProjectDotfile open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
updateProjectDotfile                | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
updateProjectDotfile open           | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteProjectDotfile                | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteProjectDotfile open           | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
getProjectDotfileUsage              | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getProjectDotfileUsage open         | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
changeProjectDotfiles               | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
changeProjectDotfiles open          | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
copyProjectDotfiles                 | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
copyProjectDotfiles open            | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
listProjectDotfileRevisions         | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listProjectDotfileRevisions open    | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
restoreProjectDotfile               | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
restoreProjectDotfile open          | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
listUserDotfiles                    | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
createUserDotfile                   | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
putUserDotfile                      | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
getUserDotfile                      | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
updateUserDotfile                   | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
deleteUserDotfile                   | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
getUserDotfileUsage                 | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
changeUserDotfiles                  | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
copyUserDotfiles                    | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
listUserDotfileRevisions            | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
restoreUserDotfile                  | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
getEffectiveConfig                  | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getEffectiveConfig open             | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401

# Of one object also who owns the domain it lies in.
listAccessChanges                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listAccessChanges project           | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
explainAccess                       | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
explainAccess another               | yes | 403 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401

listQuotaTypes                      | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
createQuotaType                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getQuotaType                        | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
updateQuotaType                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listQuotas                          | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
createQuota                         | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getQuota                            | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
updateQuota                         | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteQuota                         | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listUserQuotas                      | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
assignUserQuota                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getUserQuotaAssignment              | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
putUserQuotaAssignment              | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
unassignUserQuota                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listGroupQuotas                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
listGroupQuotas open                | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
assignGroupQuota                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
assignGroupQuota open               | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getGroupQuotaAssignment             | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
getGroupQuotaAssignment open        | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
putGroupQuotaAssignment             | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
putGroupQuotaAssignment open        | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
unassignGroupQuota                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
unassignGroupQuota open             | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listProjectQuotas                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
listProjectQuotas open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
assignProjectQuota                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
assignProjectQuota open             | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getProjectQuotaAssignment           | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
getProjectQuotaAssignment open      | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
putProjectQuotaAssignment           | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
putProjectQuotaAssignment open      | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
unassignProjectQuota                | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
unassignProjectQuota open           | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listDomainQuotas                    | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | yes | 401 | 401
assignDomainQuota                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getDomainQuotaAssignment            | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | yes | 401 | 401
putDomainQuotaAssignment            | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
unassignDomainQuota                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listPlatformQuotas                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
assignPlatformQuota                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getPlatformQuotaAssignment          | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
putPlatformQuotaAssignment          | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
unassignPlatformQuota               | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listQuotaDefaults                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getQuotaDefault                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
putQuotaDefault                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteQuotaDefault                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getUserQuotaUsage                   | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
getUserQuotaHistory                 | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
checkUserQuota                      | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
consumeUserQuota                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
adjustUserQuota                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
reserveUserQuota                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
getGroupQuotaUsage                  | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
getGroupQuotaUsage open             | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
getGroupQuotaHistory                | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
getGroupQuotaHistory open           | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
checkGroupQuota                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
checkGroupQuota open                | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
consumeGroupQuota                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
consumeGroupQuota open              | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
adjustGroupQuota                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
adjustGroupQuota open               | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
reserveGroupQuota                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
reserveGroupQuota open              | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
getProjectQuotaUsage                | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
getProjectQuotaUsage open           | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
getProjectQuotaHistory              | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
getProjectQuotaHistory open         | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
checkProjectQuota                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
checkProjectQuota open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
consumeProjectQuota                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
consumeProjectQuota open            | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
adjustProjectQuota                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
adjustProjectQuota open             | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
reserveProjectQuota                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
reserveProjectQuota open            | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
getDomainQuotaUsage                 | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | yes | 401 | 401
getDomainQuotaHistory               | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | yes | 401 | 401
checkDomainQuota                    | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | yes | 401 | 401
consumeDomainQuota                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
adjustDomainQuota                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
reserveDomainQuota                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
getPlatformQuotaUsage               | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
getPlatformQuotaHistory             | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
checkPlatformQuota                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
consumePlatformQuota                | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
adjustPlatformQuota                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
reservePlatformQuota                | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
getQuotaHold                        | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
commitQuotaHold                     | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
releaseQuotaHold                    | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
importQuotaUsage                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
assignUserQuotaPolicy               | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
assignProjectQuotaPolicy            | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listQuotaPolicies                   | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
createQuotaPolicy                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getQuotaPolicy                      | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
deleteQuotaPolicy                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
makeQuotaPolicyDefault              | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listQuotaRepairs                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listUserQuotaRequests               | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
requestUserQuota                    | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
listGroupQuotaRequests              | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
listGroupQuotaRequests open         | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
requestGroupQuota                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
requestGroupQuota open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
listProjectQuotaRequests            | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
listProjectQuotaRequests open       | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
requestProjectQuota                 | yes | yes | yes | yes | yes | 404 | 404 | 404 | yes | 401 | 401
requestProjectQuota open            | yes | yes | yes | yes | yes | 403 | 403 | 403 | yes | 401 | 401
listDomainQuotaRequests             | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | yes | 401 | 401
requestDomainQuota                  | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | yes | 401 | 401
listPlatformQuotaRequests           | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
requestPlatformQuota                | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | yes | 401 | 401
listQuotaRequests                   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getQuotaRequest                     | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
approveQuotaRequest                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
denyQuotaRequest                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401

eomFilterQuotas                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomCreateQuota                      | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomGetQuota                         | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomUpdateQuota                      | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomDeleteQuota                      | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomFilterUserQuotas                 | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
eomAssignUserQuota                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomGetUserQuota                     | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | yes | 401 | 401
eomPutUserQuota                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomPostUserQuota                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomUnassignUserQuota                | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401

listUserSecrets                     | yes | yes | yes | yes | yes | yes | yes | yes | 403 | 401 | 401
createUserSecret                    | yes | yes | yes | yes | yes | yes | yes | yes | 403 | 401 | 401
importUserSecrets                   | yes | yes | yes | yes | yes | yes | yes | yes | 403 | 401 | 401
getUserSecret                       | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
updateUserSecret                    | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
listUserSecretVersions              | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
addUserSecretVersion                | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
restoreUserSecretVersion doomed     | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
deleteUserSecretVersion doomed      | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
undeleteUserSecretVersion doomed    | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
destroyUserSecretVersion doomed     | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
labelUserSecretVersion              | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
deleteUserSecret doomed             | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
undeleteUserSecret doomed           | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
destroyUserSecret doomed            | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
listStorageSecrets                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
createStorageSecret                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
importStorageSecrets                | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
getStorageSecret                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
updateStorageSecret                 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
listStorageSecretVersions           | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
addStorageSecretVersion             | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
restoreStorageSecretVersion doomed  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
deleteStorageSecretVersion doomed   | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
undeleteStorageSecretVersion doomed | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
destroyStorageSecretVersion doomed  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
labelStorageSecretVersion           | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
deleteStorageSecret doomed          | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
undeleteStorageSecret doomed        | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
destroyStorageSecret doomed         | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
listSecretSlots                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listSecretSlots open                | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
createSecretSlot                    | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
createSecretSlot open               | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
getSecretSlot                       | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getSecretSlot open                  | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
updateSecretSlot                    | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
updateSecretSlot open               | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteSecretSlot                    | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteSecretSlot open               | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
listProjectSecrets                  | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listProjectSecrets open             | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
fillSecretSlots                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
fillSecretSlots open                | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401

listSecretGrants                    | yes | yes | yes | yes | yes | yes | yes | yes | 403 | 401 | 401
createSecretGrant                   | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
mintSecretGrant                     | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
getSecretGrant                      | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
revokeSecretGrant                   | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 403 | 401 | 401
# Also the service that the grant names, and this one is another.
exchangeSecretGrant                 | 404 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401

# Services read events with the scope for it alone, and this one has none.
readEvents                          | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401

listWebhooks                        | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
createWebhook                       | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getWebhook                          | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
updateWebhook                       | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
deleteWebhook                       | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
rotateWebhookSecret                 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
listWebhookDeliveries               | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
replayWebhook                       | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
`;
