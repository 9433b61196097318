import type { Volume } from '../../pod-shape.ts'
import type { Control, Objection, Path, PodToJudge } from '../control.ts'
import { plural, quoteAll, sortedOnce } from '../wording.ts'

/** Volumes are the pod's own or go through a claim or a driver, so that whoever made those decided what is behind them. */
export const restrictedVolumes: Control = {
  id: 'restrictedVolumes',
  level: 'restricted',
  revisions: [{ since: 0, rule: mountsAllowedTypes, overrides: ['hostPathVolumes'] }],
}

const allowed = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
] as const satisfies readonly (keyof Volume)[]

/** In the order in which the API server looks, which shows where a volume has two. */
const forbidden = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
] as const satisfies readonly (keyof Volume)[]

function mountsAllowedTypes({ spec }: PodToJudge): Objection | undefined {
  const volumes = spec.volumes
  if (volumes?.every(isAllowed) !== false) return undefined
  const names: string[] = []
  const types: string[] = []
  const paths: Path[] = []
  volumes.forEach((volume, index) => {
    if (isAllowed(volume)) return
    const type = forbidden.find((source) => volume[source] !== undefined)
    names.push(volume.name ?? '')
    types.push(type ?? 'unknown')
    paths.push(type === undefined ? ['spec', 'volumes', index] : ['spec', 'volumes', index, type])
  })
  const met = sortedOnce(types)
  const subject = `${plural('volume', 'volumes', names.length)} ${quoteAll(names)} ${plural('uses', 'use', names.length)}`
  const object = `${plural('restricted volume type', 'restricted volume types', met.length)} ${quoteAll(met)}`
  return { reason: 'restricted volume types', detail: `${subject} ${object}`, paths }
}

function isAllowed(volume: Volume): boolean {
  for (let index = 0; index < allowed.length; index++) {
    const source = allowed[index]
    if (source !== undefined && volume[source] !== undefined) return true
  }
  return false
}
