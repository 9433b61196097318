import {
  type Finding,
  formatPath,
  formatSubject,
  type Gap,
  type Language,
  type Place,
  type Position,
  type Subject,
  say,
} from '../../../model/index.ts'
import { isLive } from './describe.ts'

/** Members `locations` and `relatedLocations` of a result: the first place, and the further ones with what stands there. */
export function locationsOf(finding: Finding, language: Language): object {
  const [first, ...further] = finding.places
  const logicalLocations = [logical(finding.subject)]
  if (first === undefined) return { locations: [{ logicalLocations }] }
  return {
    locations: [{ ...physical(first), logicalLocations: [...logicalLocations, field(finding.subject, first)] }],
    ...(further.length === 0
      ? {}
      : {
          relatedLocations: further.map((place, index) => ({
            id: index + 1,
            ...physical(place),
            logicalLocations: [field(finding.subject, place)],
            message: { text: relatedText(place, language) },
          })),
        }),
  }
}

function relatedText(place: Place, language: Language): string {
  if (place.detail !== undefined) return say(place.detail, language)
  return place.container ?? formatPath(place.path)
}

/** Locations of a gap: its file with the line where one is known, its subject, or neither. */
export function gapLocations(gap: Gap): object[] {
  const { file, line, column, subject } = gap
  if (file === undefined && subject === undefined) return []
  const startLine = line ?? 0
  const region =
    startLine < 1 ? {} : { region: { startLine, ...(column === undefined || column < 1 ? {} : { startColumn: column }) } }
  return [
    {
      ...(file === undefined ? {} : { physicalLocation: { artifactLocation: artifact(file), ...region } }),
      ...(subject === undefined ? {} : { logicalLocations: [logical(subject)] }),
    },
  ]
}

function physical(place: Place): object {
  if (isLive(place)) return {}
  return { physicalLocation: { artifactLocation: artifact(place.file), ...region(place) } }
}

/** SARIF's end column is the one after the last character (3.30.8), as ours is. */
function region({ line, column, endLine, endColumn }: Position): object {
  if (line < 1 || column < 1) return {}
  const start = { startLine: line, startColumn: column }
  const ordered = endLine > line || (endLine === line && endColumn >= column)
  return { region: ordered && endColumn >= 1 ? { ...start, endLine, endColumn } : start }
}

function logical(subject: Subject): object {
  const scope = subject.namespace === undefined ? '' : `${subject.namespace}/`
  return {
    name: subject.name,
    fullyQualifiedName: `${subject.kind}/${scope}${subject.name}`,
    decoratedName: formatSubject(subject),
    kind: 'resource',
  }
}

function field(subject: Subject, place: Place): object {
  const scope = subject.namespace === undefined ? '' : `${subject.namespace}/`
  const path = formatPath(place.path)
  return { name: path, fullyQualifiedName: `${subject.kind}/${scope}${subject.name}#${path}`, kind: 'member' }
}

/** A path as a URI reference (RFC 3986): relative to the source root, or a `file` URI where the path is absolute. */
export function artifact(file: string): { uri: string; uriBaseId?: string } {
  const path = /^[A-Za-z]:[\\/]/.test(file) ? `/${file.replaceAll('\\', '/')}` : file
  if (path.startsWith('/')) return { uri: `file://${encodePath(path)}` }
  if (path === '-') return { uri: '-' }
  return { uri: encodePath(path.replace(/^(\.\/+)+/, '')), uriBaseId: '%SRCROOT%' }
}

function encodePath(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((segment, index) => (index === 1 && /^[A-Za-z]:$/.test(segment) ? segment : encodeURIComponent(segment)))
    .join('/')
}
