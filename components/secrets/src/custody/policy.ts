/** Who may have what. Nothing that no line allows. */
export interface Policy {
  allows(service: string, purpose: string, kind: string, domainId: string): boolean;
  /** Whether any line names the service and the purpose: asked before anything is looked up. */
  knows(service: string, purpose: string): boolean;
}

/** @param lines `service|purpose|kind|domain`, with `*` for any kind or domain. */
export function createPolicy(lines: readonly string[]): Policy {
  const rules = lines.map((line) => line.split('|') as [string, string, string, string]);
  const about = (service: string, purpose: string) =>
    rules.filter(([one, other]) => one === service && other === purpose);
  return {
    knows: (service, purpose) => about(service, purpose).length > 0,
    allows: (service, purpose, kind, domainId) =>
      about(service, purpose).some(
        ([, , ofKind, domain]) =>
          (ofKind === '*' || ofKind === kind) && (domain === '*' || domain === domainId),
      ),
  };
}
