import type { Check, Detected } from '../checks.types.js';
import type { StorageCheck } from '../storage-checks.types.js';
import type { CheckStepResponse, DetectedResponse, StorageCheckResponse } from './checks.dto.js';

export function presentCheck(check: StorageCheck): StorageCheckResponse {
  const { report } = check;
  return {
    id: check.id,
    storage_id: check.storageId ?? null,
    reason: check.reason,
    intended_use: check.intendedUse,
    state: check.state,
    status: check.status ?? null,
    code: report?.code ?? null,
    checks: (report?.checks ?? []).map(presentStep),
    endpoint: report?.endpoint ?? null,
    addressing: presentDetected(report?.addressing),
    region: presentDetected(report?.region),
    clock_skew_seconds: report?.clockSkewSeconds ?? null,
    host_key: report?.hostKey ?? null,
    duration_ms: report?.durationMs ?? null,
    created_at: check.createdAt.toISOString(),
    done_at: check.doneAt?.toISOString() ?? null,
  };
}

function presentStep({ durationMs, hint, ...step }: Check): CheckStepResponse {
  return { ...step, hint: hint ?? null, duration_ms: durationMs };
}

function presentDetected(found: Detected | undefined): DetectedResponse | null {
  return found ? { used: found.used, suggested: found.suggested ?? null } : null;
}
