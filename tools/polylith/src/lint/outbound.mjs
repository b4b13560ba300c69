import { isTestFile } from './homes.mjs';
import { workspacePath } from './imports.mjs';

/** Where product code may call out by itself. */
const homes = [
  /^components\/egress\//,
  // Towards what the operator configured: the keys of the identity provider, and the API of the cluster.
  /^components\/authn\/src\/provider-keys\.ts$/,
  /^components\/authn\/src\/cluster-requests\.ts$/,
  // Towards the configured identity provider: its users, for the directory sync.
  /^components\/users\/src\/keycloak-directory\.ts$/,
  // For services that ask ours: it runs with them.
  /^components\/secrets\/src\/client\//,
];
const product = /^(components|bases|projects)\/[^/]+\/src\//;
const testing = /^components\/[^/]+\/src\/(testing(\.ts$|\/)|.*\.fixture\.ts$)/;
const globals = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);
const clients = /^(undici|node-fetch|axios|got)(\/|$)/;
/** Modules with which one can call out, and what of them does. */
const modules = new Map(
  Object.entries({
    http: ['request', 'get', 'ClientRequest'],
    https: ['request', 'get'],
    http2: ['connect'],
    net: ['connect', 'createConnection', 'Socket', 'Stream'],
    tls: ['connect', 'TLSSocket'],
    dgram: ['createSocket', 'Socket'],
  }),
);
/** @param {string} source */
const callsOf = (source) => modules.get(source.replace(/^node:/, ''));

/**
 * Refuses outbound calls outside of the egress brick: there, where a call may go is decided after its name is resolved.
 * @type {import('eslint').Rule.RuleModule}
 */
export const outbound = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      elsewhere: '"{{name}}" calls out by itself: take an Egress, which checks where a call may go.',
    },
  },
  create(context) {
    const path = workspacePath(context.filename);
    const isFree =
      !product.test(path) || isTestFile(path) || testing.test(path) || homes.some((home) => home.test(path));
    if (isFree) return {};
    /** @param {any} node @param {string} name */
    const report = (node, name) => context.report({ node, messageId: 'elsewhere', data: { name } });
    return {
      /** @param {any} node */
      'Program:exit'(node) {
        const scope = context.sourceCode.getScope(node);
        const free = [...scope.through, ...(scope.childScopes[0]?.through ?? [])];
        for (const { identifier } of new Set(free)) {
          if (globals.has(identifier.name)) report(identifier, identifier.name);
        }
      },
      /** @param {any} node */
      'MemberExpression[object.name="globalThis"]'(node) {
        if (globals.has(node.property.name)) report(node, node.property.name);
      },
      /** @param {any} node */
      ImportDeclaration(node) {
        const source = String(node.source.value);
        if (clients.test(source)) report(node, source);
        const calls = callsOf(source);
        if (!calls || node.importKind === 'type') return;
        for (const one of node.specifiers) {
          const name = one.imported?.name;
          // A name for all of the module would hide what of it is used.
          if (one.importKind !== 'type' && (name === undefined || calls.includes(name)))
            report(one, `${source} ${name ?? '*'}`);
        }
      },
      /** @param {any} node */
      ImportExpression(node) {
        if (clients.test(String(node.source.value)) || callsOf(String(node.source.value))) {
          report(node, String(node.source.value));
        }
      },
    };
  },
};
