import { extract, pack } from 'tar-stream';

/** A file in a bundle. */
export interface BundleEntry {
  /** Relative, with `/` between names. */
  readonly path: string;
  /** Permission bits, 0 to 0o777. */
  readonly mode: number;
  readonly content: Buffer;
}

const epoch = new Date(0);

/** The same entries, in whatever order, give the same bytes: sorted by path, nobody's, of 1970. */
export async function writeTar(entries: readonly BundleEntry[]): Promise<Buffer> {
  const tar = pack();
  const chunks: Buffer[] = [];
  const whole = (async () => {
    for await (const chunk of tar) chunks.push(chunk as Buffer);
  })();
  for (const { path, mode, content } of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    // The library takes 0 for nothing said; of a higher bit it writes nothing.
    const header = {
      name: path,
      mode: mode | 0o10000,
      mtime: epoch,
      uid: 0,
      gid: 0,
      size: content.length,
      type: 'file',
    } as const;
    tar.entry(header, content);
  }
  tar.finalize();
  await whole;
  return Buffer.concat(chunks);
}

/** What `writeTar` wrote. */
export async function readTar(bytes: Buffer): Promise<readonly BundleEntry[]> {
  const tar = extract();
  tar.end(bytes);
  const entries: BundleEntry[] = [];
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    const { name, mode = 0o644 } = entry.header;
    entries.push({ path: name, mode, content: Buffer.concat(chunks) });
  }
  return entries;
}
