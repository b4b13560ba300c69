export default async function tearDown() {
  await globalThis.ashlarTestServers?.stop();
}
