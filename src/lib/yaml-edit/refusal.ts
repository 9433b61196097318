/**
 * Why a change was not made to a text:
 * - `no-document`, `not-yaml`: there is nothing there to change
 * - `no-such-field`: the path leads through something that is neither mapping nor list, or past a list's end
 * - `alias`, `anchor`, `merge`: the text is shared with other fields, which would change too
 * - `conflict`: two of the changes contradict each other
 * - `layout`: the text is written in a way that is not edited here (explicit keys, tags, comments inside `{}`)
 * - `unverified`: the edited text would not have said exactly what was asked for
 */
export type RefusalReason =
  | 'no-document'
  | 'not-yaml'
  | 'no-such-field'
  | 'alias'
  | 'anchor'
  | 'merge'
  | 'conflict'
  | 'layout'
  | 'unverified'

/** Thrown inside the editor, and caught at its door. */
export class Refusal extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason) {
    super(reason)
    this.reason = reason
  }
}
