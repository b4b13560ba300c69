/** More of the same table: what is kept beside storages, and the configuration of domains, groups, projects and users. */
export const configRoleTable = `
operation                           | admin | domain-admin | owner | editor | viewer | ex-owner | stranger | outsider | service | disabled | anonymous
getStorageSchema                    | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
getStorageDependencies              | yes | yes | yes | yes | yes | yes | yes | 404 | yes | 401 | 401
exportStorage                       | yes | yes | yes | yes | yes | yes | yes | 404 | yes | 401 | 401
getStorageUsage                     | yes | yes | yes | yes | yes | yes | yes | 404 | yes | 401 | 401
listStorageUsageHistory             | yes | yes | yes | yes | yes | yes | yes | 404 | yes | 401 | 401
rotateStorageCredentials            | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
rollBackStorageCredentials          | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
testUnsavedStorage                  | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
# Who asked for it, and nobody else.
getUnsavedStorageCheck unsaved      | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
testStorage                         | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
listStorageChecks                   | yes | yes | yes | yes | yes | yes | yes | 404 | yes | 401 | 401
getStorageCheck                     | yes | yes | yes | yes | yes | yes | yes | 404 | yes | 401 | 401
eomFilterStorages                   | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
eomCreateStorage                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
eomGetStorage                       | yes | yes | yes | yes | yes | yes | yes | 404 | yes | 401 | 401
eomPutStorage                       | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
eomPatchStorage                     | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
eomDeleteStorage                    | yes | 403 | 403 | 403 | 403 | 403 | 403 | 404 | 403 | 401 | 401
listStorageMounts                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listStorageMounts open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
createStorageMount                  | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
createStorageMount open             | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
getStorageMount                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getStorageMount open                | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
updateStorageMount                  | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
updateStorageMount open             | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteStorageMount                  | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteStorageMount open             | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
diffDomainDotfiles                  | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
diffDomainDotfileRevisions          | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
diffGroupDotfiles                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
diffGroupDotfiles open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
diffGroupDotfileRevisions           | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
diffGroupDotfileRevisions open      | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
diffProjectDotfiles                 | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
diffProjectDotfiles open            | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
diffProjectDotfileRevisions         | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
diffProjectDotfileRevisions open    | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
diffUserDotfiles                    | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
diffUserDotfileRevisions            | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
listDomainSettings                  | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
getDomainSetting                    | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
putDomainSetting                    | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
deleteDomainSetting                 | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
listDomainSettingRevisions          | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
restoreDomainSetting                | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
explainDomainSetting                | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
listGroupSettings                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listGroupSettings open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
getGroupSetting                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getGroupSetting open                | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
putGroupSetting                     | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
putGroupSetting open                | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteGroupSetting                  | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteGroupSetting open             | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
listGroupSettingRevisions           | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listGroupSettingRevisions open      | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
restoreGroupSetting                 | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
restoreGroupSetting open            | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
explainGroupSetting                 | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
explainGroupSetting open            | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
listProjectSettings                 | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listProjectSettings open            | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
getProjectSetting                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getProjectSetting open              | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
putProjectSetting                   | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
putProjectSetting open              | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteProjectSetting                | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteProjectSetting open           | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
listProjectSettingRevisions         | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listProjectSettingRevisions open    | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
restoreProjectSetting               | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
restoreProjectSetting open          | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
explainProjectSetting               | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
explainProjectSetting open          | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
listUserSettings                    | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
getUserSetting                      | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
putUserSetting                      | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
deleteUserSetting                   | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
listUserSettingRevisions            | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
restoreUserSetting                  | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
explainUserSetting                  | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
getDomainBootstrapScript            | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
listDomainBootstrapScriptRevisions  | yes | yes | yes | yes | yes | yes | 404 | 404 | 404 | 401 | 401
putDomainBootstrapScript            | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
deleteDomainBootstrapScript         | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
restoreDomainBootstrapScript        | yes | yes | 403 | 403 | 403 | 403 | 404 | 404 | 404 | 401 | 401
getGroupBootstrapScript             | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listGroupBootstrapScriptRevisions   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getGroupBootstrapScript open        | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
listGroupBootstrapScriptRevisions open| yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
putGroupBootstrapScript             | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
putGroupBootstrapScript open        | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteGroupBootstrapScript          | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
restoreGroupBootstrapScript         | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteGroupBootstrapScript open     | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
restoreGroupBootstrapScript open    | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getProjectBootstrapScript           | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listProjectBootstrapScriptRevisions | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getProjectBootstrapScript open      | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
listProjectBootstrapScriptRevisions open| yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
putProjectBootstrapScript           | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
putProjectBootstrapScript open      | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
deleteProjectBootstrapScript        | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
restoreProjectBootstrapScript       | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteProjectBootstrapScript open   | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
restoreProjectBootstrapScript open  | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
getUserBootstrapScript              | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
listUserBootstrapScriptRevisions    | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
putUserBootstrapScript              | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
deleteUserBootstrapScript           | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
restoreUserBootstrapScript          | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
`;
