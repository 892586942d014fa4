import { Parser } from 'saxen';
import { archivePath } from './archive-path.js';
import { ManifestInvalid } from './archive.errors.js';

export type ScormVersion = '1.2' | '2004';

export interface Manifest {
  readonly version: ScormVersion;
  /** Where a learner begins: below the root of the package, with what stands behind `?`. */
  readonly entry: string;
  readonly parameters: string;
}

interface Resource {
  readonly href: string;
  readonly isSco: boolean;
}

/** What a manifest says, whatever its namespaces are called. */
interface Read {
  version: ScormVersion;
  wanted: string | undefined;
  readonly items: { organization: string; resource: string; parameters: string }[];
  readonly resources: Map<string, Resource>;
}

/**
 * The first item of the default organization that launches something (SCORM 1.2 CAM §2.2.2, SCORM 2004 4th ed. CAM §3.4).
 * @throws ManifestInvalid
 */
export function manifestOf(xml: string): Manifest {
  const { version, wanted, items, resources } = read(xml);
  const launching = items.filter(({ resource }) => resources.has(resource));
  const item = launching.find(({ organization }) => organization === wanted) ?? launching[0];
  const resource = item ? resources.get(item.resource)! : [...resources.values()].find(({ isSco }) => isSco);
  if (!resource) throw new ManifestInvalid('Its manifest names nothing that could be launched.');
  const [file, query = ''] = resource.href.split('?', 2) as [string, string?];
  const parameters = [query, item?.parameters.replace(/^[?&]/, '') ?? ''].filter((part) => part !== '').join('&');
  return { version, entry: archivePath(file.split('#')[0]!), parameters: parameters === '' ? '' : `?${parameters}` };
}

function read(xml: string): Read {
  const found: Read = { version: '1.2', wanted: undefined, items: [], resources: new Map() };
  let [organization, base] = ['', ''];
  const parser = new Parser();
  parser.on('openTag', (name, attributesOf) => {
    const attributes = attributesOf();
    const of = (wanted: string) => attributeOf(attributes, wanted);
    if (/adlcp_v1p3|imscp_v1p1/.test(Object.values(attributes).join(' '))) found.version = '2004';
    switch (name.split(':').at(-1)!.toLowerCase()) {
      case 'organizations':
        found.wanted = of('default');
        break;
      case 'organization':
        organization = of('identifier') ?? '';
        break;
      case 'item':
        found.items.push({ organization, resource: of('identifierref') ?? '', parameters: of('parameters') ?? '' });
        break;
      case 'resources':
        base = of('base') ?? '';
        break;
      case 'resource': {
        const href = of('href');
        const isSco = of('scormtype')?.toLowerCase() === 'sco';
        if (href) found.resources.set(of('identifier') ?? '', { href: `${base}${of('base') ?? ''}${href}`, isSco });
      }
    }
  });
  try {
    parser.parse(xml.replace(/^\uFEFF/, ''));
  } catch {
    throw new ManifestInvalid('Its manifest is no XML.');
  }
  return found;
}

/** Whatever its prefix and capitals: `adlcp:scormtype` is `adlcp:scormType` in the later version. */
function attributeOf(attributes: Readonly<Record<string, string>>, wanted: string): string | undefined {
  return Object.entries(attributes).find(([name]) => name.split(':').at(-1)!.toLowerCase() === wanted)?.[1];
}
