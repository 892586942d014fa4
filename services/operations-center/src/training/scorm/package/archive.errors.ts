import { domainError } from '#libs/kernel/domain-error';

export class ArchiveMalformed extends domainError('scorm-archive-malformed', 'invalid') {}
export class ArchiveTooLarge extends domainError('scorm-archive-too-large', 'invalid') {}
export class ArchiveUnsafe extends domainError('scorm-archive-unsafe', 'invalid') {}
export class ManifestInvalid extends domainError('scorm-manifest-invalid', 'invalid') {}

/** What is wrong with a manifest. */
const FAULTS = {
  missing: 'It has no imsmanifest.xml at its root.',
  'not-xml': 'Its manifest is no XML.',
  'too-many-elements': 'Its manifest says too much.',
  'organization-unknown': 'Its default organization is not in it.',
  'identifier-twice': 'Two of its items or resources have the same identifier.',
  'resource-unknown': 'An item names a resource that is not in it.',
  'nothing-to-launch': 'Its manifest names nothing that could be launched.',
  'file-missing': 'What its manifest launches is not in it.',
  'sequencing-unknown': 'An item refers to sequencing that is not in it.',
  'sequencing-invalid': 'Its sequencing says something that is no word of it, or no number.',
  'prerequisites-invalid': 'Prerequisites of an item cannot be read.',
} as const;
export type ManifestFault = keyof typeof FAULTS;

/** @param at what it is about, as the manifest calls it */
export function broken(fault: ManifestFault, at?: string): ManifestInvalid {
  return new ManifestInvalid(FAULTS[fault], { facts: { fault, ...(at !== undefined && { at: at.slice(0, 200) }) } });
}
