import type { Pod, PodContainer } from '../../kube/pod.ts'
import { mayRunAsRoot } from '../../kube/process-rights.ts'
import { compareSeverity, type Path, type Severity } from '../../model/index.ts'
import { type Gain, type NodePath, nodePaths, runtimeSocketNames, runtimeSockets } from './paths.ts'

/** Which of the three checks of host paths a volume belongs to. */
export type HostVolumeKind = 'socket' | 'node' | 'other'

/** What one access to a path of the node comes to. */
export interface HostAccess {
  readonly kind: HostVolumeKind
  readonly severity: Severity
  /** Normalised path, with `subPath` applied. */
  readonly path: string
  readonly readOnly: boolean
  /** Set for sockets. */
  readonly runtime?: string
  readonly gain?: Gain
  /** The severity is lower than the path's own, because its container is no root. */
  readonly asUser: boolean
  /** Unset for a volume that no container mounts. */
  readonly container?: PodContainer
}

/** A hostPath volume of a pod. */
export interface HostVolume {
  readonly name: string
  readonly at: Path
  /** As it is written. */
  readonly written: string
  /** Normalised. */
  readonly path: string
  /** By each mount, worst first; at least one. */
  readonly accesses: readonly [HostAccess, ...HostAccess[]]
}

/** Directories that are symbolic links on the distributions in use. */
const links: readonly (readonly [string, string])[] = [
  ['/var/run', '/run'],
  ['/bin', '/usr/bin'],
  ['/sbin', '/usr/sbin'],
  ['/lib', '/usr/lib'],
  ['/lib64', '/usr/lib64'],
]

/**
 * One spelling for every path: no `.`, `..`, doubled or trailing slashes, links of the distributions resolved. Windows paths become lower case
 * with forward slashes: `c:/windows`, `//./pipe/docker_engine`.
 */
export function normaliseHostPath(written: string): string {
  if (/^\\\\\.\\/.test(written) || written.startsWith('//./')) return written.replaceAll('\\', '/').toLowerCase()
  const windows = /^[A-Za-z]:/.test(written)
  const segments: string[] = []
  for (const segment of (windows ? written.toLowerCase() : written).split(windows ? /[\\/]/ : '/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  if (windows) return segments.join('/')
  const path = `/${segments.join('/')}`
  const link = links.find(([from]) => isWithin(path, from))
  return link === undefined ? path : link[1] + path.slice(link[0].length)
}

/** True when the path is the directory or lies in it; the last segment of `directory` may end in `*`. Both are normalised. */
export function isWithin(path: string, directory: string): boolean {
  if (directory.endsWith('*')) return path.startsWith(directory.slice(0, -1))
  return directory === '/' || path === directory || path.startsWith(`${directory}/`)
}

function entryFor(path: string): NodePath | undefined {
  let best: NodePath | undefined
  for (const entry of nodePaths) {
    if (entry.alone === true ? path !== entry.path : !isWithin(path, entry.path)) continue
    // An entry for the path alone comes before one of the same length for what is below.
    if (best === undefined || entry.path.length > best.path.length) best = entry
  }
  return best
}

function runtimeAt(path: string): string | undefined {
  const socket = runtimeSockets.find((entry) => entry.path === path)
  return socket?.runtime ?? runtimeSocketNames.get(path.slice(path.lastIndexOf('/') + 1))
}

/** Files of root and sockets of root stay closed to a user, but what all users may read does not. */
function severityAsUser(severity: Severity): Severity {
  if (severity === 'critical' || severity === 'high') return 'medium'
  return severity === 'medium' ? 'low' : severity
}

interface Mounting {
  readonly readOnly: boolean
  readonly sealed: boolean
  readonly root: boolean
  readonly container?: PodContainer
}

function accessTo(path: string, { readOnly, sealed, root, container }: Mounting): HostAccess {
  const common = { path, readOnly, ...(container === undefined ? {} : { container }) }
  const runtime = runtimeAt(path)
  // A socket takes orders through a read-only mount too. Which users may connect is for the node to say: often a group that pods are given.
  if (runtime !== undefined) {
    const severity = root ? 'critical' : 'high'
    return { ...common, kind: 'socket', severity, runtime, asUser: !root }
  }
  const entry = entryFor(path)
  const gain = readOnly ? ((sealed ? entry?.sealed : undefined) ?? entry?.read) : (entry?.write ?? entry?.read)
  if (gain === undefined) return { ...common, kind: 'other', severity: readOnly ? 'low' : 'medium', asUser: false }
  const severity = root ? gain.severity : severityAsUser(gain.severity)
  const kind = gain.severity === 'low' ? 'other' : 'node'
  return { ...common, kind, severity, gain, asUser: severity !== gain.severity }
}

/** What root gains by a path of the node that is mounted writable as a whole, where the mounts themselves are not known. */
export function accessOfRoot(written: string): HostAccess {
  return accessTo(normaliseHostPath(written), { readOnly: false, sealed: false, root: true })
}

const kindOrder: readonly HostVolumeKind[] = ['socket', 'node', 'other']

/** The pod's hostPath volumes, each with what every mount of it comes to. */
export function hostVolumes(pod: Pod): readonly HostVolume[] {
  const found: HostVolume[] = []
  for (const [index, volume] of (pod.spec.volumes ?? []).entries()) {
    const written = volume.hostPath?.path
    if (written === undefined || written === '') continue
    const name = volume.name ?? ''
    const [first, ...rest] = accessesTo(written, name, pod).sort(
      (a, b) => compareSeverity(a.severity, b.severity) || kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind),
    )
    const path = normaliseHostPath(written)
    const accesses: HostVolume['accesses'] =
      first === undefined
        ? [{ ...accessTo(path, { readOnly: false, sealed: false, root: true }), severity: 'info' }]
        : [first, ...rest]
    found.push({ name, at: [...pod.specPath, 'volumes', index, 'hostPath', 'path'], written, path, accesses })
  }
  return found
}

function accessesTo(written: string, volume: string, pod: Pod): HostAccess[] {
  return pod.containers.flatMap((container) =>
    (container.spec.volumeMounts ?? [])
      .filter(({ name }) => name === volume)
      .map(({ readOnly = false, recursiveReadOnly = 'Disabled', subPath, subPathExpr }) =>
        accessTo(normaliseHostPath(below(written, subPath ?? fixedPart(subPathExpr))), {
          readOnly,
          sealed: recursiveReadOnly !== 'Disabled',
          root: pod.windows || container.effective.privileged || mayRunAsRoot(container),
          container,
        }),
      ),
  )
}

function below(path: string, subPath: string | undefined): string {
  return subPath === undefined || subPath === '' ? path : `${path}/${subPath}`
}

/** The directories of a `subPathExpr` before its first variable. */
function fixedPart(expression: string | undefined): string | undefined {
  const variable = expression?.indexOf('$(') ?? -1
  if (expression === undefined || variable < 0) return expression
  return expression.slice(0, Math.max(0, expression.lastIndexOf('/', variable)))
}
