/** Filters of the inbox, kept in the address so that a view can be passed on. */
import { type DeliveryOutcome, deliveryOutcomes } from './outcome-words.ts';

export interface DeliveryFilters {
  outcome: DeliveryOutcome | undefined;
  project: string | undefined;
}

/** From the query of the address; what it does not know is left out. */
export function filtersOf(search: string): DeliveryFilters {
  const query = new URLSearchParams(search);
  const project = query.get('project') ?? '';
  return {
    outcome: deliveryOutcomes.find((each) => each === query.get('outcome')),
    project: project === '' ? undefined : project,
  };
}

/** The address of the inbox with these filters. */
export function deliveriesPath({ outcome, project }: DeliveryFilters): string {
  const query = new URLSearchParams();
  if (outcome !== undefined) query.set('outcome', outcome);
  if (project !== undefined) query.set('project', project);
  const text = query.toString();
  return text === '' ? '/deliveries' : `/deliveries?${text}`;
}

/** A payload as people read it: JSON with line breaks, anything else as it came. */
export function payloadText(payload: unknown): string {
  if (typeof payload !== 'string') return JSON.stringify(payload, undefined, 2) ?? '';
  try {
    return JSON.stringify(JSON.parse(payload), undefined, 2);
  } catch {
    return payload;
  }
}
