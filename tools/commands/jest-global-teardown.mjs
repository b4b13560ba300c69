export default async function tearDown() {
  await globalThis.ashlarTestServer?.stop();
}
