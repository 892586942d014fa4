import type { Making } from '../generation/making.js';
import { seatedSite } from '../generation/site-seats.js';
import type { Demand } from '../roster/roster.schema.js';

/** People of a roster who can do the same of what is needed, where seats are counted at the same site. */
export interface Kind {
  readonly skills: readonly string[];
  /** null: where seats are not counted. */
  readonly site: string | null;
  /** Their places among the people of the roster. */
  readonly places: readonly number[];
}

/** In order of their names; none: whoever is there will do. */
export function skillsOf({ days }: Pick<Demand, 'days'>): string[] {
  return [...new Set(days.flatMap(({ skills }) => Object.keys(skills ?? {})))].sort();
}

/** Without skills and sites all are of one kind. */
export function kindsOf(making: Pick<Making, 'roster' | 'people' | 'rules'>): Kind[] {
  const asked = skillsOf(making.roster.demand);
  const kinds = new Map<string, { skills: string[]; site: string | null; places: number[] }>();
  making.people.forEach((person, place) => {
    const skills = asked.filter((skill) => person.agent.skills.includes(skill));
    const site = seatedSite(making, person);
    const name = [site, ...skills].join('\n');
    const kind = kinds.get(name) ?? { skills, site, places: [] };
    kind.places.push(place);
    kinds.set(name, kind);
  });
  return [...kinds.values()];
}

/** What its shifts are made from. */
export function makingOf(making: Making, { places }: Kind): Making {
  const people = places.map((place) => making.people[place]!);
  const ids = new Set(people.map(({ id }) => id));
  const own = ({ agentId }: { readonly agentId: string | null }) => agentId !== null && ids.has(agentId);
  return { ...making, people, drafted: making.drafted.filter(own), around: making.around.filter(own) };
}
