import { UNSAID, withAllBelow, type Activity, type Launched, type Sequencing } from '../sequencing/activity.js';
import { prerequisiteTokens } from '../sequencing/prerequisites.js';
import { archivePath } from './archive-path.js';
import { broken } from './archive.errors.js';
import { timeLimit12, timeLimit2004 } from './manifest-limits.js';
import { sequencingOf } from './manifest-sequencing.js';
import { childOf, childrenOf, elementOf, textIn, type Element } from './manifest-xml.js';

export type ScormVersion = '1.2' | '2004';

export interface Manifest {
  readonly version: ScormVersion;
  /** The default organization, with the items below it. */
  readonly root: Activity;
}

/** SCORM 1.2 knows no sequencing: one goes wherever one wants to. */
const FREE: Sequencing = { ...UNSAID, flow: true, successByContent: true };

/**
 * What a manifest says (SCORM 1.2 CAM §2.3.2, SCORM 2004 4th ed. CAM §3.4 and §5.1). One without organizations launches its first resource.
 * @throws ManifestInvalid, ArchiveUnsafe
 */
export function manifestOf(xml: string): Manifest {
  const manifest = elementOf(xml);
  const version = versionOf(manifest);
  const reader = new ItemReader(version, resourcesIn(manifest), collectionIn(manifest));
  const organizations = childOf(manifest, 'organizations');
  const all = childrenOf(organizations, 'organization');
  const wanted = organizations?.attributes['default'];
  const organization = wanted ? all.find(({ attributes }) => attributes['identifier'] === wanted) : all[0];
  if (wanted && all.length > 0 && !organization) throw broken('organization-unknown', wanted);
  const root = organization ? reader.activity(organization) : reader.onlyResource();
  const activities = withAllBelow(root);
  if (new Set(activities.map(({ id }) => id)).size < activities.length) throw broken('identifier-twice');
  if (!activities.some(({ launches }) => launches)) throw broken('nothing-to-launch');
  return { version, root };
}

/** The leaf it begins with where nothing else is said. */
export function firstLaunched(root: Activity): Launched {
  return withAllBelow(root).find(({ launches }) => launches)!.launches!;
}

class ItemReader {
  constructor(
    private readonly version: ScormVersion,
    private readonly resources: ReadonlyMap<string, string>,
    private readonly collection: ReadonlyMap<string, Element>,
  ) {}

  /** Folders in which nothing is launched are left out. */
  activity(element: Element): Activity {
    const children = childrenOf(element, 'item')
      .map((item) => this.activity(item))
      .filter((each) => each.launches !== null || each.children.length > 0);
    const mastery = textIn(element, 'masteryscore');
    const id = element.attributes['identifier'] ?? '';
    const timeLimit = this.#timeLimit(element);
    return {
      ...{ id, title: (textIn(element, 'title') || id).slice(0, 200) },
      isVisible: element.attributes['isvisible']?.toLowerCase() !== 'false',
      launches: children.length > 0 ? null : this.#launched(element),
      children,
      sequencing: this.#sequencing(element),
      prerequisites: this.version === '1.2' ? prerequisitesOf(element) : '',
      masteryScore: mastery === '' || !Number.isFinite(Number(mastery)) ? null : Number(mastery),
      ...(timeLimit && { timeLimit }),
    };
  }

  onlyResource(): Activity {
    const [href] = this.resources.values();
    if (href === undefined) throw broken('nothing-to-launch');
    const only = { id: 'package', title: '', isVisible: true, prerequisites: '', masteryScore: null };
    return { ...only, children: [], sequencing: FREE, launches: launchedAt(href, '', '') };
  }

  #launched(element: Element): Launched | null {
    const ref = element.attributes['identifierref'];
    if (!ref) return null;
    const href = this.resources.get(ref);
    if (href === undefined) throw broken('resource-unknown', ref);
    return href === ''
      ? null
      : launchedAt(href, element.attributes['parameters'] ?? '', textIn(element, 'datafromlms'));
  }

  #sequencing(element: Element): Sequencing {
    if (this.version === '1.2') return FREE;
    const own = childOf(element, 'sequencing');
    return own ? sequencingOf(own, this.#shared(element)) : UNSAID;
  }

  #timeLimit(element: Element) {
    return this.version === '1.2' ? timeLimit12(element) : timeLimit2004(element, this.#shared(element));
  }

  /** What its sequencing refers to, of the collection. */
  #shared(element: Element): Element | undefined {
    const ref = childOf(element, 'sequencing')?.attributes['idref'];
    const shared = ref === undefined ? undefined : this.collection.get(ref);
    if (ref !== undefined && !shared) throw broken('sequencing-unknown', ref);
    return shared;
  }
}

function versionOf(manifest: Element): ScormVersion {
  const words = [...Object.values(manifest.attributes), textIn(childOf(manifest, 'metadata'), 'schemaversion')].join(
    ' ',
  );
  return /adlcp_v1p3|imscp_v1p1|2004|CAM 1\.3/.test(words) ? '2004' : '1.2';
}

/** What each is launched by; empty: it has nothing to launch. */
function resourcesIn(manifest: Element): Map<string, string> {
  const found = childOf(manifest, 'resources');
  const base = found?.attributes['base'] ?? '';
  const resources = new Map<string, string>();
  for (const { attributes } of childrenOf(found, 'resource')) {
    const { identifier = '', href = '' } = attributes;
    if (resources.has(identifier)) throw broken('identifier-twice', identifier);
    resources.set(identifier, href === '' ? '' : `${base}${attributes['base'] ?? ''}${href}`);
  }
  return resources;
}

function collectionIn(manifest: Element): Map<string, Element> {
  const shared = childrenOf(childOf(manifest, 'sequencingcollection'), 'sequencing');
  return new Map(shared.map((element) => [element.attributes['id'] ?? '', element]));
}

function prerequisitesOf(element: Element): string {
  const text = textIn(element, 'prerequisites');
  if (prerequisiteTokens(text) === null) throw broken('prerequisites-invalid', element.attributes['identifier']);
  return text;
}

function launchedAt(href: string, own: string, data: string): Launched {
  const [file, query = ''] = href.split('#')[0]!.split('?', 2) as [string, string?];
  const parameters = [query, own.replace(/^[?&]/, '')].filter((part) => part !== '').join('&');
  return {
    entry: archivePath(file),
    parameters: parameters === '' ? '' : `?${parameters}`,
    data: data.slice(0, 4_096),
  };
}
