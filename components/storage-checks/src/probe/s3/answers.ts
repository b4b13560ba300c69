import { XMLParser } from 'fast-xml-parser';
import type { Answer } from '../line.js';

type Tree = Readonly<Record<string, unknown>>;

/** Deep enough for every answer of S3. */
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  maxNestedTags: 20,
  // Where there may be several, in S3, WebDAV and Azure.
  isArray: (name) => name === 'Contents' || name === 'response' || name === 'Blob',
});

/** What lies in an element at the top; undefined when there is none, or no XML. */
export function readXml(body: Buffer, name: string): Tree | undefined {
  try {
    const tree = (parser.parse(body) as Tree)[name];
    if (typeof tree === 'object' && tree !== null) return tree as Tree;
    return tree === '' ? {} : undefined;
  } catch {
    return undefined;
  }
}

const errorCode = /^[A-Za-z][A-Za-z0-9.]{0,63}$/;
const regionName = /^[a-z0-9][a-z0-9-]{0,62}$/;

function textOf(tree: Tree | undefined, name: string, pattern: RegExp): string | undefined {
  const text = tree?.[name];
  return typeof text === 'string' && pattern.test(text) ? text : undefined;
}

/** Why a store refuses, in the words of S3, and which region it names. Nothing else of the answer is looked at. */
export function readRefusal({ headers, body }: Pick<Answer, 'headers' | 'body'>): {
  readonly code: string | undefined;
  readonly region: string | undefined;
} {
  const error = readXml(body, 'Error');
  const named = headers['x-amz-bucket-region'] ?? '';
  return {
    code: textOf(error, 'Code', errorCode),
    region: regionName.test(named) ? named : textOf(error, 'Region', regionName),
  };
}

/** One page of a listing. */
export interface Listing {
  /** With their sizes; at most a page. */
  readonly objects: readonly { readonly key: string; readonly bytes: bigint }[];
  readonly next: string | undefined;
}

/** @returns undefined for what is no listing, or one with a size that is no number. */
export function readListing(body: Buffer): Listing | undefined {
  const tree = readXml(body, 'ListBucketResult');
  if (!tree) return undefined;
  const { Contents: contents = [], NextContinuationToken: next, IsTruncated: isTruncated } = tree;
  if (!Array.isArray(contents)) return undefined;
  const objects = (contents as readonly Tree[]).map(({ Key: key, Size: size }) => ({ key, size }));
  if (!objects.every(({ key, size }) => typeof key === 'string' && /^\d{1,18}$/.test(String(size)))) {
    return undefined;
  }
  return {
    objects: objects.map(({ key, size }) => ({ key: String(key), bytes: BigInt(String(size)) })),
    next: isTruncated === 'true' && typeof next === 'string' && next !== '' ? next : undefined,
  };
}
