import type { Authorizer } from '@ashlar/authz';
import type { Route } from '@ashlar/http';
import type { QuotaAssignments } from '../assignments.service.js';
import type { QuotaMeter } from '../meter.service.js';
import type { QuotaPolicies } from '../policies.service.js';
import type { QuotaRepairs } from '../repairs.js';
import type { QuotaRequests } from '../requests.service.js';
import type { QuotaTemplates } from '../templates.service.js';
import { createQuotaAccess } from './access.js';
import { assignmentRoutes } from './assignments.routes.js';
import { eomQuotaRoutes } from './eom.routes.js';
import { meterRoutes } from './meter.routes.js';
import { policyRoutes } from './policies.routes.js';
import { repairRoutes } from './repairs.routes.js';
import { requestRoutes } from './requests.routes.js';
import { templateRoutes } from './templates.routes.js';

export interface QuotaRoutesDeps {
  readonly authorizer: Pick<Authorizer, 'authorize' | 'check'>;
  readonly quotas: {
    readonly meter: QuotaMeter;
    readonly templates: QuotaTemplates;
    readonly assignments: QuotaAssignments;
    readonly policies: QuotaPolicies;
    readonly requests: QuotaRequests;
    readonly repairs: QuotaRepairs;
  };
}

/** Everything about quotas, in Ashlar's own words and in those of EOM. */
export function quotaRoutes({ authorizer, quotas }: QuotaRoutesDeps): readonly Route[] {
  const { meter, templates, assignments, policies, repairs, requests } = quotas;
  const access = createQuotaAccess({ authorizer, assignments });
  return [
    ...templateRoutes({ templates }),
    ...assignmentRoutes({ assignments, access }),
    ...policyRoutes({ policies }),
    ...meterRoutes({ meter, access }),
    ...repairRoutes({ repairs }),
    ...requestRoutes({ requests, access }),
    ...eomQuotaRoutes({ templates, assignments, access }),
  ];
}
