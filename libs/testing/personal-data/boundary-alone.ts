import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { createLogger } from '#libs/observability/logger';
import { AccessBlocks } from '#libs/personal-data/access-blocks';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';

/** The boundary of a tenant that has said nothing, without a service around it. */
export function boundaryAlone(): PersonalBoundary {
  const centre = new FileConfigCentre(undefined, createLogger({ service: 'test', level: 'fatal' }));
  return new PersonalBoundary(new MaskingPolicies(centre), new AccessBlocks(centre));
}
