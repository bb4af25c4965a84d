import type { Place } from './place.js';

export type Severity = 'error' | 'warning' | 'note';

/** Something a person may have to look at: which rule, where, what was printed and what was expected. */
export interface Message {
  /** `stage/what`, e.g. `align/ambiguous-column`. Documented in rules/messages.json. */
  readonly rule: string;
  readonly severity: Severity;
  readonly text: string;
  readonly place: Place;
  readonly actual?: string;
  readonly expected?: string;
}

/** What a stage returns: its value, and what it has to say about it. */
export interface Staged<T> {
  readonly value: T;
  readonly messages: readonly Message[];
}
