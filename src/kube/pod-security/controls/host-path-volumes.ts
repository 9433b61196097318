import type { Control, Objection, Path, PodToJudge } from '../control.ts'
import { plural, quoteAll } from '../wording.ts'

/** A pod may not mount the node's file system. */
export const hostPathVolumes: Control = {
  id: 'hostPathVolumes',
  level: 'baseline',
  revisions: [{ since: 0, rule: mountsNoHostPath }],
}

function mountsNoHostPath({ spec }: PodToJudge): Objection | undefined {
  const volumes = spec.volumes
  if (volumes === undefined || !volumes.some((volume) => volume.hostPath !== undefined)) return undefined
  const names: string[] = []
  const paths: Path[] = []
  volumes.forEach((volume, index) => {
    if (volume.hostPath === undefined) return
    names.push(volume.name ?? '')
    paths.push(['spec', 'volumes', index, 'hostPath'])
  })
  return { reason: 'hostPath volumes', detail: `${plural('volume', 'volumes', names.length)} ${quoteAll(names)}`, paths }
}
