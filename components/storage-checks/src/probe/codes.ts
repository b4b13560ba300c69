interface Wording {
  readonly message: string;
  readonly hint?: string;
}

/**
 * Everything that a check can say. What the store itself says is never repeated, and what cannot be resolved reads like
 * what may not be called: the answers tell nothing of networks that the caller cannot see.
 */
const wordings = {
  OK: { message: 'It works.' },
  NOT_NEEDED: { message: 'The intended use does not need it.' },
  NOT_REACHED: { message: 'An earlier check failed.' },
  NOT_APPLICABLE: { message: 'This kind of store has no such step.' },
  CONNECTED_SERVICE_NEEDED: {
    message: 'This kind of store is signed in to through a connected service, which a test cannot do.',
  },
  PROTOCOL_NOT_TESTED: {
    message: 'This protocol is not spoken by the test.',
    hint: 'Try it with a client of your own.',
  },
  SIGN_IN_NOT_TESTED: {
    message: 'This way to sign in is not tried by the test.',
    hint: 'Try it where the storage is used.',
  },
  CREDENTIALS_MISSING: {
    message: 'The way to sign in needs credentials that are not set.',
    hint: 'Set all required credentials of the storage.',
  },
  CREDENTIALS_UNAVAILABLE: {
    message: 'The stored credentials could not be had for the test.',
    hint: 'Test again; when it stays, the operator looks at the secrets API and its policy.',
  },
  NOT_MADE: {
    message: 'Nobody made the test in time.',
    hint: 'Test again; when it stays, the operator looks at the worker.',
  },
  ANONYMOUS: { message: 'Nobody signs in.' },
  PLAIN_HTTP: {
    message: 'The connection is not encrypted.',
    hint: 'Use https where the network is not trusted.',
  },
  TLS_NOT_VERIFIED: {
    message: 'The certificate of the server is not checked.',
    hint: 'Give the server a certificate that clients trust, and check it.',
  },
  ADDRESS_UNUSABLE: {
    message: 'The address cannot be resolved, or may not be called.',
    hint: 'Check the name. Private addresses must be allowed by the operator (ASHLAR_EGRESS_ALLOW_*).',
  },
  CONNECTION_FAILED: {
    message: 'Nothing answers at this address and port.',
    hint: 'Check host and port, and that the store is running.',
  },
  CONNECTION_LOST: {
    message: 'The store went away during the test.',
    hint: 'Test again; when it stays, look at the store.',
  },
  STALLED: {
    message: 'The store took the request and did not answer in time.',
    hint: 'Look at the load of the store, and at proxies on the way.',
  },
  OUT_OF_TIME: { message: 'The time of the test was over.', hint: 'The store is slow; test again.' },
  TLS_UNTRUSTED: {
    message: 'The certificate of the server is signed by nobody who is trusted.',
    hint: 'Use a certificate of a public authority, or have the operator trust yours.',
  },
  TLS_EXPIRED: {
    message: 'The certificate of the server has expired, or does not count yet.',
    hint: 'Renew it.',
  },
  TLS_WRONG_NAME: {
    message: 'The certificate of the server is for another name.',
    hint: 'Use the name in the certificate, or path addressing when the bucket is in the host name.',
  },
  TLS_NOT_SPOKEN: {
    message: 'The server does not speak TLS at this port.',
    hint: 'Check the port, or use http.',
  },
  TLS_TOO_OLD: {
    message: 'The server only speaks versions of TLS that are not safe any more.',
    hint: 'Have the server speak TLS 1.2 or later.',
  },
  TLS_NOT_OFFERED: {
    message: 'The server does not encrypt the connection, or not the one for data.',
    hint: 'Have the server offer TLS, or set the encryption that it has.',
  },
  ENCRYPTION_DEMANDED: {
    message: 'The server lets nobody sign in over a connection that is not encrypted.',
    hint: 'Set explicit or implicit encryption.',
  },
  PLAIN_FTP: {
    message: 'The connection is not encrypted: the password goes over it in the clear.',
    hint: 'Set explicit or implicit encryption, where the server has it.',
  },
  HOST_KEY_UNKNOWN: {
    message: 'No host key is set: whoever answers at this address is taken for the server.',
    hint: 'Compare the fingerprint that was found with that of the server, and set the key.',
  },
  HOST_KEY_DIFFERS: {
    message: 'The server has another host key than the one that is set; nothing secret was sent to it.',
    hint: 'Compare the fingerprint that was found with that of the server. Set the new key only when it is the same.',
  },
  SSH_NOT_AGREED: {
    message: 'The server knows no way to encrypt that counts as safe.',
    hint: 'Update the server, or allow current algorithms there.',
  },
  SFTP_NOT_OFFERED: {
    message: 'One can sign in, but the server offers no files to this account.',
    hint: 'Have the server offer SFTP to the account.',
  },
  KEY_UNREADABLE: {
    message: 'The private key cannot be read, or its password is missing or wrong.',
    hint: 'Set it in the format of OpenSSH or as PEM, with its password.',
  },
  DATA_CONNECTION_FAILED: {
    message: 'The server takes commands, but the connection for data did not come about.',
    hint: 'Open the passive ports of the server in its firewall; they must be ones that the operator allows (ASHLAR_EGRESS_PORTS).',
  },
  ACCESS_KEY_UNKNOWN: {
    message: 'The store does not know the access key.',
    hint: 'Check the access key id; keys belong to one store.',
  },
  SECRET_KEY_WRONG: {
    message: 'The signature does not fit: the secret of the key is wrong.',
    hint: 'Enter the secret again, without spaces around it.',
  },
  SESSION_TOKEN_REFUSED: {
    message: 'The session token has expired or does not count.',
    hint: 'Get new temporary credentials.',
  },
  CREDENTIALS_REFUSED: {
    message: 'The store does not accept the credentials.',
    hint: 'Check name and password, key or token.',
  },
  ROLE_DENIED: {
    message: 'The credentials may not take on the role.',
    hint: 'Check the keys, the region, the role and its external id, and whom its owner trusts.',
  },
  ROLE_REFUSED: {
    message: 'The service that gives roles does not accept the request.',
    hint: 'Check the role and the name of its session.',
  },
  ROLES_NOT_GIVEN: {
    message: 'What answers at the address for roles gives none.',
    hint: 'Set the address of the service that gives roles.',
  },
  ACCOUNT_KEYS_OFF: {
    message: 'The account lets nobody sign in with its key.',
    hint: 'Allow account keys there, or use a signed URL.',
  },
  CLOCK_SKEW: {
    message: 'The clocks of the store and of this platform differ.',
    hint: 'Set the clock of the store; signatures count for a few minutes only.',
  },
  WRONG_REGION: {
    message: 'The bucket is in another region.',
    hint: 'Set the region that is suggested, or that of the bucket.',
  },
  REGION_DETECTED: {
    message: 'No region is set, and the store expects one.',
    hint: 'Set the region that is suggested.',
  },
  WRONG_ADDRESSING: {
    message: 'The bucket is reached by the other addressing.',
    hint: 'Set the addressing that is suggested.',
  },
  REDIRECTED: {
    message: 'The server sends callers elsewhere, which is not followed.',
    hint: 'Use the address that the store is really at.',
  },
  UNINTELLIGIBLE: {
    message: 'What answers at this address does not speak the protocol of the store.',
    hint: 'Check host, port and path; a proxy or a web console may have answered.',
  },
  STORE_ERROR: { message: 'The store had an error of its own.', hint: 'Look at the store, and test again.' },
  STORE_BUSY: { message: 'The store asks for fewer requests.', hint: 'Wait, and test again.' },
  STORE_FULL: { message: 'The store has no room left.', hint: 'Free space, or raise its quota.' },
  REQUEST_REFUSED: {
    message: 'The store refuses the request.',
    hint: 'Check the settings against what this store supports.',
  },
  BUCKET_MISSING: {
    message: 'There is no such bucket, container or folder.',
    hint: 'Check its name, or make it.',
  },
  BUCKET_UNCONFIRMED: {
    message: 'The credentials may not ask whether the bucket exists.',
    hint: 'Allow listing the bucket, or set the prefix that the credentials are for.',
  },
  PREFIX_ONLY: {
    message: 'The credentials reach a part of the bucket only.',
    hint: 'That is enough as long as the storage is used below its prefix.',
  },
  ACCESS_DENIED: {
    message: 'The credentials may not do anything that the test tried.',
    hint: 'Give them rights on the bucket.',
  },
  LIST_DENIED: {
    message: 'The credentials may not list.',
    hint: 'Allow listing, or set the prefix that the credentials are for.',
  },
  WRITE_DENIED: {
    message: 'The credentials may read but not write.',
    hint: 'Allow writing, or use the storage for reading.',
  },
  READ_DENIED: { message: 'The credentials may not read.', hint: 'Allow reading objects.' },
  READ_DIFFERS: {
    message: 'What was read is not what was written.',
    hint: 'Look at proxies and caches on the way.',
  },
  NOTHING_TO_READ: { message: 'There is nothing there that could be read.' },
  DELETE_DENIED: {
    message: 'The credentials may not delete: the object of the test is left.',
    hint: 'Remove the object whose name begins with .ashlar-check-; where nothing may be deleted, that is all.',
  },
  VERSIONS_REMAIN: {
    message: 'The object of the test is deleted, and an old version of it stays.',
    hint: 'Buckets with versions need a rule that removes old ones.',
  },
} as const satisfies Readonly<Record<string, Wording>>;

export type CheckCode = keyof typeof wordings;

export function wordingOf(code: CheckCode): Wording {
  return wordings[code];
}
