import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Codes, Model } from './model.types.js';
import type { Singleton } from './ways.js';
import { parseModel } from './zed-parser.js';
import { tokensOf } from './zed-tokens.js';

/** A model with what it takes to store and compile it. */
export interface StoredModel {
  readonly model: Model;
  readonly codes: Codes;
  readonly singleton: Singleton | undefined;
  /** SHA-256 of the text without comments and spacing. */
  readonly hash: string;
}

/** The id of the one platform: the nil UUID. */
export const platformId = '00000000-0000-0000-0000-000000000000';

/** Written into the tables: add at the end, never change a number and never use one again. */
const codes: Codes = {
  types: {
    user: 1,
    service: 2,
    anonymous: 3,
    platform: 4,
    domain: 5,
    user_namespace: 6,
    group: 7,
    project: 8,
    storage: 9,
    secret: 10,
    schedule: 11,
    pipeline: 12,
    resource_pool: 13,
  },
  names: {
    admin: 1,
    member: 2,
    service: 3,
    group_creator: 4,
    project_creator: 5,
    owner: 6,
    editor: 7,
    viewer: 8,
    public: 9,
    parent: 10,
    platform: 11,
    prohibited: 12,
  },
};

/** The text of Ashlar's own model. */
export function modelText(): string {
  return readFileSync(new URL('../schema/ashlar.zed', import.meta.url), 'utf8');
}

export function hashOf(text: string): string {
  const words = tokensOf(text).map((token) => token.text);
  return createHash('sha256').update(words.join(' ')).digest('hex');
}

/** Ashlar's own model. */
export function loadModel(): StoredModel {
  const text = modelText();
  return {
    model: parseModel(text),
    codes,
    singleton: {
      type: 'platform',
      id: platformId,
      roles: ['admin', 'member', 'service'],
      impliedRelation: 'platform',
    },
    hash: hashOf(text),
  };
}
