/**
 * More of the same table: pipelines and schedules, with what they run; storages of a group and of a project; webhooks
 * of a domain.
 *
 * `own` belongs to the owner as a person, `project` to the project in team, `team` to that group, `lab` to the domain;
 * `ended` is a pipeline that was cancelled, and `superior` the administrator of the platform as somebody at home in a
 * domain.
 */
export const runRoleTable = `
operation                           | admin | domain-admin | owner | editor | viewer | ex-owner | stranger | outsider | service | disabled | anonymous
listPipelines                       | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
createPipeline                      | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
createPipeline open                 | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
getPipeline                         | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getPipeline open                    | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
watchPipeline ended                 | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
addPipelineStep                     | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
addPipelineStep open                | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
listPipelineEvents                  | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
getPipelineEvent                    | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getPipelineEvent open               | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getPipelineSummary                  | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getPipelineSummary open             | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
getPipelineDurations                | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getPipelineDurations open           | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
listPipelineTargets                 | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
getPipelineTarget                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getPipelineTarget open              | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
reportPipelineTarget                | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
reportPipelineTarget open           | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
reportPipelineTargets               | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
showPipelineHookSecret              | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
showPipelineHookSecret open         | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
cancelPipeline                      | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
cancelPipeline open                 | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
retriggerPipeline ended             | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401

listSchedules                       | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
createSchedule                      | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
createSchedule open                 | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 403 | 401 | 401
createSchedule project              | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
createSchedule own                  | 403 | 403 | yes | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getSchedule                         | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getSchedule open                    | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getSchedule project                 | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getSchedule own                     | yes | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
updateSchedule                      | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
updateSchedule own                  | yes | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
deleteSchedule                      | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteSchedule own                  | yes | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
cloneSchedule                       | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
cloneSchedule own                   | 403 | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
previewSchedule                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
runSchedule                         | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
pauseSchedule                       | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
resumeSchedule                      | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
backfillSchedule                    | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
listScheduleTicks                   | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listSessionsOfSchedule              | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
listSessionsOfSchedule own          | yes | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
listScheduledSessions               | yes | yes | yes | yes | yes | yes | yes | yes | yes | 401 | 401
getScheduledSession                 | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getScheduledSession own             | yes | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
getScheduledSessionLogs             | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
cancelScheduledSession              | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
cancelScheduledSession own          | yes | 404 | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
retryScheduledSession               | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401

makeConfigBundle                    | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
makeConfigBundle open               | yes | yes | yes | yes | yes | 403 | 403 | 403 | 403 | 401 | 401
# As it was made for the owner.
getConfigBundle                     | yes | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401

# What is put into the sessions of who administers the platform runs with the rights of that person.
listUserDotfiles superior           | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
createUserDotfile superior          | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
putUserSetting superior             | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
putUserBootstrapScript superior     | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401

createStorage team                  | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
getStorage team                     | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
updateStorage team                  | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteStorage team                  | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
getStorageUsage team                | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getStorageDependencies team         | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
exportStorage team                  | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
rotateStorageCredentials team       | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
listStorageSecrets team             | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
createStorageSecret team            | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
eomGetStorage team                  | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
eomPatchStorage team                | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
eomDeleteStorage team               | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
listStorageUsageHistory team        | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
rollBackStorageCredentials team     | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
testUnsavedStorage team             | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
testStorage team                    | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
listStorageChecks team              | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getStorageCheck team                | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
eomCreateStorage team               | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
eomPutStorage team                  | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
createStorage project               | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
getStorage project                  | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
updateStorage project               | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
deleteStorage project               | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
rotateStorageCredentials project    | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
testStorage project                 | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
listStorageChecks project           | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
getStorageCheck project             | yes | yes | yes | yes | yes | 404 | 404 | 404 | 404 | 401 | 401
eomPatchStorage project             | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401
eomDeleteStorage project            | yes | yes | yes | 403 | 403 | 404 | 404 | 404 | 404 | 401 | 401
createStorageSecret project         | yes | yes | yes | yes | 403 | 404 | 404 | 404 | 404 | 401 | 401

listWebhooks lab                    | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
createWebhook lab                   | yes | yes | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 401 | 401
getWebhook lab                      | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
updateWebhook lab                   | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
rotateWebhookSecret lab             | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
listWebhookDeliveries lab           | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
replayWebhook lab                   | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
deleteWebhook lab                   | yes | yes | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 401 | 401
`;

/**
 * Operations whose callers are no persons, with specs of their own: for one the worker's own identity is the only caller,
 * and the others ask nobody, as the message itself is signed.
 */
export const withoutTable: readonly string[] = ['mintStorageGrant', 'reportRun', 'takePipelineHook'];
