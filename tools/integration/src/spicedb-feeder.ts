// Feeds until it is killed: node spicedb-feeder.js, with DATABASE_URL, SPICEDB_ENDPOINT and SPICEDB_KEY.
import { openFed } from './spicedb-world.repository.js';

const { startFeeding } = await openFed(process.env as Readonly<Record<string, string>>);
startFeeding();
