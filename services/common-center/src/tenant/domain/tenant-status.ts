export type TenantStatus = 'provisioning' | 'active' | 'suspended';

/** Which status follows which. */
const NEXT: Record<TenantStatus, readonly TenantStatus[]> = {
  provisioning: ['active'],
  active: ['suspended'],
  suspended: ['active'],
};

export function mayBecome(from: TenantStatus, to: TenantStatus): boolean {
  return NEXT[from].includes(to);
}
