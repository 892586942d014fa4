import type { ConfigCentre } from '#libs/discovery/config/config-centre';

const PREFIX = 'access-blocks/';

/** Who may see nothing of people any more, told to every process by the config centre: what they are shown is masked at once. */
export class AccessBlocks {
  readonly #byTenant = new Map<string, Set<string>>();

  constructor(private readonly centre: ConfigCentre) {
    for (const [key, text] of centre.list(PREFIX)) this.#take(key, text);
    centre.watch(PREFIX, (key, text) => this.#take(key, text));
  }

  has(tenantId: string | undefined, accountId: string): boolean {
    return tenantId !== undefined && (this.#byTenant.get(tenantId)?.has(accountId) ?? false);
  }

  of(tenantId: string): readonly string[] {
    return [...(this.#byTenant.get(tenantId) ?? [])];
  }

  /** Safe to repeat. */
  async tell(tenantId: string, accountId: string, isBlocked: boolean): Promise<void> {
    const key = `${PREFIX}${tenantId}/${encodeURIComponent(accountId)}`;
    await (isBlocked ? this.centre.set(key, 'true') : this.centre.delete(key));
  }

  #take(key: string, text: string | undefined): void {
    const [tenantId = '', name = ''] = key.slice(PREFIX.length).split('/');
    const blocked = this.#byTenant.get(tenantId) ?? new Set();
    this.#byTenant.set(tenantId, blocked);
    const accountId = decodeURIComponent(name);
    if (text === undefined) blocked.delete(accountId);
    else blocked.add(accountId);
  }
}
