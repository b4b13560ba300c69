import type { AzureBlobConfig } from '@ashlar/storage';
import type { ProbeReport } from '../checks.types.js';
import { signedByKey } from './azure-key.js';
import { type Listing, probeByListing, type ServerProbeDeps, type Tree, treesIn } from './probe-servers.js';
import { readXml } from './s3/answers.js';

/** Signatures of other times are refused by then. */
const refusedSkewSeconds = 900;

/** With the key of the account, a signed URL, or nobody at all; other ways to sign in are not tried. */
export function probeAzureBlob(deps: ServerProbeDeps<AzureBlobConfig>): Promise<ProbeReport> {
  const { config, credentials, now } = deps;
  const { account, container, prefix, auth } = config;
  const origin = config.endpoint ?? `https://${account}.blob.core.windows.net`;
  return probeByListing(deps, origin, async () => {
    if (auth === 'service-principal') return 'SIGN_IN_NOT_TESTED';
    const key = auth === 'key' ? credentials['key'] : undefined;
    const given = auth === 'key' ? undefined : credentials['sas_url'];
    if (auth === 'key' && !key) return 'CREDENTIALS_MISSING';
    if (auth === 'sas' && (given === undefined || !URL.canParse(given))) return 'CREDENTIALS_MISSING';
    const url = new URL(`${origin}/${container}`);
    // The signature alone: it goes to the account that the storage names, whatever URL it came in.
    if (given !== undefined) url.search = new URL(given).search;
    for (const [name, value] of Object.entries({ restype: 'container', comp: 'list', maxresults: '1' })) {
      url.searchParams.set(name, value);
    }
    if (prefix !== undefined) url.searchParams.set('prefix', `${prefix}/`);
    return {
      request: { method: 'GET', url: url.href, headers: { 'x-ms-version': '2021-12-02' } },
      ...(key !== undefined && { sign: signedByKey({ account, key, now }) }),
      isAnonymous: auth === 'anonymous',
      faultOf: refusalOf,
      read: ({ body }) => {
        const tree = readXml(body, 'EnumerationResults');
        return (
          tree &&
          treesIn((Object(tree['Blobs']) as Tree)['Blob']).flatMap(({ Name: name }) => {
            if (typeof name !== 'string') return [];
            const blob = new URL(
              `${origin}/${container}/${name.split('/').map(encodeURIComponent).join('/')}`,
            );
            if (given !== undefined) blob.search = new URL(given).search;
            return [blob.href];
          })
        );
      },
    };
  });
}

/** The service has one status for whom it does not know and for what they may not do. */
const refusalOf: Listing['faultOf'] = ({ headers }, clockSkewSeconds = 0) => {
  switch (headers['x-ms-error-code']) {
    case 'AuthenticationFailed':
    case 'InvalidAuthenticationInfo':
      return Math.abs(clockSkewSeconds) >= refusedSkewSeconds ? 'CLOCK_SKEW' : 'CREDENTIALS_REFUSED';
    case 'KeyBasedAuthenticationNotPermitted':
      return 'ACCOUNT_KEYS_OFF';
    case 'AccountIsDisabled':
      return 'ACCESS_DENIED';
    case 'ServerBusy':
      return 'STORE_BUSY';
    default:
      return undefined;
  }
};
