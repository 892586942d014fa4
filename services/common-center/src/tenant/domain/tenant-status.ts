export type TenantStatus = 'provisioning' | 'active' | 'suspended' | 'leaving' | 'erased';

/** Which status follows which. */
const NEXT: Record<TenantStatus, readonly TenantStatus[]> = {
  provisioning: ['active'],
  active: ['suspended', 'leaving'],
  suspended: ['active', 'leaving'],
  leaving: ['suspended', 'erased'],
  erased: [],
};

export function mayBecome(from: TenantStatus, to: TenantStatus): boolean {
  return NEXT[from].includes(to);
}
