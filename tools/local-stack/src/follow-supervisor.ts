// Loaded into every process of the stack before its own code.
import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';

// When the supervisor is gone, even by kill -9, so is what it supervised.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

// An answer on a port says nothing about who answered: another checkout may have been faster there.
subscribe('tracing:net.server.listen:asyncEnd', (event) => {
  const address = (event as { readonly server: Server }).server.address();
  if (address && typeof address === 'object') process.send?.({ listening: address.port });
});
process.channel?.unref();
