import type { Control } from '../control.ts'
import { keepsProcMasked } from './proc-mount.ts'

/** At the restricted level /proc stays masked in user namespaces too: since v1.35 the baseline lets those go. */
export const procMountRestricted: Control = {
  id: 'procMount_restricted',
  level: 'restricted',
  revisions: [{ since: 35, rule: keepsProcMasked, overrides: ['procMount'] }],
}
