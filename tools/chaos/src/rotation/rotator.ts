import { systemContext } from '@ashlar/database';
import { openCustody } from './installation.js';

// A process that turns the ring until nothing is left, unless somebody kills it.
const env = process.env;
const { custody, database } = await openCustody(env['CHAOS_DATABASE_URL'] ?? '', {
  root: env['CHAOS_ROOT'] ?? '',
  publisher: env['CHAOS_PUBLISHER'] ?? '',
  writer: env['CHAOS_WRITER'] ?? '',
});
console.log('ready');
const { rewrapped, complete } = await custody.rotation.run(systemContext('chaos'), { batch: 100 });
console.log(`${complete ? 'complete' : 'incomplete'} ${rewrapped}`);
await database.close();
