import type { FeedItem } from '@ashlar/events';

/** Whether a webhook wants an event. Null: any. */
export function isWanted(
  { types, domainId }: { readonly types: readonly string[] | null; readonly domainId: string | null },
  { event, domainId: of }: FeedItem,
): boolean {
  return (types === null || types.includes(event.type)) && (domainId === null || domainId === of);
}
