import { bulkActionsSetting } from '#libs/contracts/settings/bulk-actions';
import { assuranceSetting } from '#libs/contracts/settings/gateway-assurance';
import { clientLogsSetting } from '#libs/contracts/settings/gateway-client-logs';
import { corsSetting } from '#libs/contracts/settings/gateway-cors';
import { limitsSetting } from '#libs/contracts/settings/gateway-limits';
import { overloadSetting } from '#libs/contracts/settings/gateway-overload';
import { quotasSetting } from '#libs/contracts/settings/gateway-quotas';
import { tenancySetting } from '#libs/contracts/settings/gateway-tenancy';
import { viewSettings } from '#libs/contracts/settings/gateway-views';
import { identitySetting } from '#libs/contracts/settings/identity';
import { mailSetting } from '#libs/contracts/settings/mail';
import { archiveSetting } from '#libs/contracts/settings/process-archive';
import { publicOriginSetting } from '#libs/contracts/settings/public-origin';
import type { Setting, SettingFamily } from '#libs/contracts/settings/setting';
import { attachmentsSetting } from '#libs/contracts/settings/ticket-attachments';
import { resilienceSetting } from '#libs/discovery/resilience/resilience';
import { outsideAddressesSetting } from '#libs/web/outside/outside-address';

/** All keys that are set here. */
export const SETTINGS: readonly Setting[] = [
  assuranceSetting,
  attachmentsSetting,
  archiveSetting,
  bulkActionsSetting,
  clientLogsSetting,
  corsSetting,
  identitySetting,
  limitsSetting,
  mailSetting,
  outsideAddressesSetting,
  overloadSetting,
  publicOriginSetting,
  quotasSetting,
  resilienceSetting,
  tenancySetting,
];

export const FAMILIES: readonly SettingFamily[] = [viewSettings];

/** Keys that have routes, rules and a history of their own: tenants, releases, what each tenant masks. */
const KEPT_ELSEWHERE = ['tenants/', 'releases/', 'masking/'];

/** A key that may be set; `byDefault` undefined: nothing stands there then. */
export interface Declared {
  /** The key, as a path has it in one part: `gateway.limits`. */
  readonly name: string;
  readonly key: string;
  readonly description: string;
  readonly schema: Setting['schema'];
  readonly byDefault: unknown;
}

export function nameOf(key: string): string {
  return key.replaceAll('/', '.');
}

/** The declaration of a key; undefined: nobody knows it. */
export function declaredAs(key: string): Declared | undefined {
  const name = nameOf(key);
  const setting = SETTINGS.find((each) => each.key === key);
  if (setting !== undefined) return { name, ...setting };
  const family = FAMILIES.find(({ prefix }) => key.startsWith(prefix) && /^[\w-]+$/.test(key.slice(prefix.length)));
  return family && { name, key, description: family.description, schema: family.schema, byDefault: undefined };
}

export function declaredByName(name: string): Declared | undefined {
  return declaredAs(name.replaceAll('.', '/'));
}

/** Whether a key is nobody's: neither set here nor kept elsewhere. A slip of the pen, most likely. */
export function isNobodys(key: string): boolean {
  return declaredAs(key) === undefined && !KEPT_ELSEWHERE.some((prefix) => key.startsWith(prefix));
}
