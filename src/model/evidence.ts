import type { Place } from './place.ts'

/** What a statement rests on: a place in a source, a recorded event, an answer of the API server. */
export type Evidence =
  | { readonly type: 'place'; readonly place: Place }
  | { readonly type: 'event'; readonly recording: string; readonly sequence: number; readonly time: string }
  | { readonly type: 'object'; readonly clusterUid: string; readonly resource: string; readonly resourceVersion: string }
