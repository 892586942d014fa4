/** How somebody stands for work; exactly one at a time. What they are to colleagues is presence, and another thing. */
export type RoutingState =
  'offline' | 'not-ready' | 'ready' | 'offered' | 'engaged' | 'after-contact-work' | 'not-responding';

/** What somebody is without any work in hand, and comes back to after it. */
export type Standing = 'offline' | 'not-ready' | 'ready' | 'not-responding';

export type Move =
  | 'log-in'
  | 'choose'
  | 'offer'
  | 'accept'
  | 'decline'
  | 'miss'
  | 'cancel'
  | 'engage'
  | 'release'
  | 'end-after-contact-work'
  | 'force'
  | 'lapse';

const STANDINGS = ['offline', 'not-ready', 'ready', 'not-responding'] as const;
const CHOSEN = ['offline', 'not-ready', 'ready'] as const;
const OFFER_ENDS = {
  offered: ['offered', ...STANDINGS],
  engaged: ['engaged'],
  'after-contact-work': ['after-contact-work'],
} as const;

/**
 * Each move: from which state it is allowed, and to which states it may lead. The same state: what was chosen waits for the
 * end of the work, or for an approval, or there is more work in hand. What is not here is refused.
 */
export const TRANSITIONS: Readonly<Record<Move, Partial<Record<RoutingState, readonly RoutingState[]>>>> = {
  'log-in': { offline: ['not-ready'] },
  choose: {
    'not-ready': CHOSEN,
    ready: CHOSEN,
    'not-responding': CHOSEN,
    offered: ['offered'],
    engaged: ['engaged'],
    'after-contact-work': ['after-contact-work'],
  },
  offer: { ready: ['offered'], offered: ['offered'], engaged: ['engaged'] },
  accept: { offered: ['engaged'], engaged: ['engaged'], 'after-contact-work': ['engaged'] },
  decline: OFFER_ENDS,
  miss: OFFER_ENDS,
  cancel: OFFER_ENDS,
  engage: {
    'not-ready': ['engaged'],
    ready: ['engaged'],
    'not-responding': ['engaged'],
    offered: ['engaged'],
    engaged: ['engaged'],
    'after-contact-work': ['engaged'],
  },
  release: { engaged: ['engaged', 'after-contact-work', 'offered', ...STANDINGS] },
  'end-after-contact-work': {
    'after-contact-work': ['after-contact-work', 'offered', ...STANDINGS],
    engaged: ['engaged'],
  },
  force: {
    'not-ready': CHOSEN,
    ready: CHOSEN,
    'not-responding': CHOSEN,
    offered: ['offered'],
    engaged: ['engaged'],
    'after-contact-work': ['offered', ...CHOSEN],
  },
  lapse: {
    'not-ready': ['offline'],
    ready: ['offline'],
    'not-responding': ['offline'],
    offered: ['offered'],
    engaged: ['engaged'],
    'after-contact-work': ['offered', 'offline'],
  },
};

/** What is in somebody's hands. */
interface Work {
  readonly engagements: readonly unknown[];
  readonly afterWork: readonly unknown[];
  readonly offers: readonly unknown[];
}

/** Work comes before how somebody stands; the work with a customer comes first. */
export function stateOf(standing: Standing, { engagements, afterWork, offers }: Work): RoutingState {
  if (engagements.length > 0) return 'engaged';
  if (afterWork.length > 0) return 'after-contact-work';
  return offers.length > 0 ? 'offered' : standing;
}
