import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';

export const PERMISSION = 'switchboard:permission';

/** What services may do to each other and nobody else; routes under `/internal`. */
export const SERVICE_INTERNAL = 'service:internal';

/** Stands in the metadata of routes that need no identity. */
export const NOBODY = 'nobody';

/** The route needs this permission, e.g. `ticket:transfer`. A route without this or `@Public()` does not start. */
export function Requires(permission: string) {
  return applyDecorators(
    SetMetadata(PERMISSION, permission),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
  );
}

/** The route needs no identity; it still belongs to a tenant. */
export function Public() {
  return applyDecorators(SetMetadata(PERMISSION, NOBODY), ApiExtension('x-public', true));
}

/** `ticket:transfer` is permitted by itself, by `ticket:*` and by `*`; what is internal is never permitted by a pattern. */
export function permits(granted: readonly string[], needed: string): boolean {
  if (granted.includes(needed)) return true;
  if (needed === SERVICE_INTERNAL) return false;
  return granted.includes('*') || granted.includes(areaOf(needed));
}

/** By permission, of which there are as many as routes declare. */
const areas = new Map<string, string>();

function areaOf(permission: string): string {
  const known = areas.get(permission);
  if (known !== undefined) return known;
  const area = `${permission.split(':')[0]}:*`;
  areas.set(permission, area);
  return area;
}
