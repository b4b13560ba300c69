import { EnvDuration, EnvInteger, EnvList } from '@ashlar/config';

const cidr = /^[0-9a-fA-F:.]{2,45}(\/\d{1,3})?$/;

export class EgressConfig {
  @EnvList('ASHLAR_EGRESS_ALLOW_CIDRS', {
    default: [],
    pattern: cidr,
    maxItems: 200,
    description:
      'Private, loopback or other special addresses that may be called, such as `10.1.0.0/16`. Metadata services never may.',
  })
  readonly allowCidrs!: readonly string[];

  @EnvList('ASHLAR_EGRESS_ALLOW_HOSTS', {
    default: [],
    pattern: /^(\*\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    maxItems: 200,
    description:
      'Names whose private addresses may be called, such as `minio.storage.svc` or `*.example.org`. Metadata services never may.',
  })
  readonly allowHosts!: readonly string[];

  @EnvList('ASHLAR_EGRESS_DENY_CIDRS', {
    default: [],
    pattern: cidr,
    maxItems: 200,
    description: 'Addresses that are never called, whatever is allowed.',
  })
  readonly denyCidrs!: readonly string[];

  @EnvList('ASHLAR_EGRESS_PORTS', {
    default: ['80', '443', '1024-65535'],
    pattern: /^\d{1,5}(-\d{1,5})?$/,
    maxItems: 100,
    description: 'Ports that may be called.',
  })
  readonly ports!: readonly string[];

  @EnvList('ASHLAR_EGRESS_DNS_SERVERS', {
    default: [],
    pattern: /^(\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?|\[?[0-9a-fA-F:]{2,45}\]?(:\d{1,5})?)$/,
    maxItems: 5,
    description: 'Name servers to ask. Default: those of the system, with its hosts file.',
  })
  readonly dnsServers!: readonly string[];

  @EnvDuration('ASHLAR_EGRESS_DNS_TIMEOUT', {
    default: '5s',
    min: '100ms',
    max: '1m',
    description: 'How long resolving a name may take.',
  })
  readonly dnsTimeoutMs!: number;

  @EnvDuration('ASHLAR_EGRESS_CONNECT_TIMEOUT', {
    default: '5s',
    min: '100ms',
    max: '1m',
    description: 'How long connecting may take, TLS included.',
  })
  readonly connectTimeoutMs!: number;

  @EnvDuration('ASHLAR_EGRESS_TIMEOUT', {
    default: '15s',
    min: '100ms',
    max: '10m',
    description: 'How long one call may take in all, waiting for its turn included.',
  })
  readonly timeoutMs!: number;

  @EnvInteger('ASHLAR_EGRESS_MAX_RESPONSE_BYTES', {
    default: 1_048_576,
    min: 1_024,
    max: 104_857_600,
    description: 'Longer answers are refused, unless the caller asked for more or less.',
  })
  readonly maxResponseBytes!: number;

  @EnvInteger('ASHLAR_EGRESS_CONCURRENCY', {
    default: 64,
    min: 1,
    max: 1_000,
    description: 'Calls under way at once in one process.',
  })
  readonly concurrency!: number;

  @EnvInteger('ASHLAR_EGRESS_CONCURRENCY_PER_HOST', {
    default: 8,
    min: 1,
    max: 1_000,
    description: 'Of these, to one host.',
  })
  readonly concurrencyPerHost!: number;
}
