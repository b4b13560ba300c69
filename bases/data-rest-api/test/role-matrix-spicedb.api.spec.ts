// The same table as of the database's own decisions, cell by cell, with a SpiceDB that decides.
// Every fifth row, unless `ROLE_MATRIX_EVERY=1`.
process.env['ROLE_MATRIX_ENGINE'] = 'spicedb';
process.env['ROLE_MATRIX_EVERY'] ??= '5';
const { theWorld } = await import('./role-matrix.api.spec.js');

it('SpiceDB decided, and the database seldom', async () => {
  const of = (engine: string) => theWorld().metric(`ashlar_authz_decisions_total{engine="${engine}"}`);
  const [spicedb, sql] = [await of('spicedb'), await of('sql')];
  expect(spicedb).toBeGreaterThan(100);
  // What is asked right after a write is not fed yet.
  expect(sql).toBeLessThan(spicedb);
});
