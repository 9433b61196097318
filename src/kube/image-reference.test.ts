import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasPlaceholder, imageName, isFloatingTag, isImage, parseImageReference } from './image-reference.ts'

const sha = `sha256:${'0'.repeat(63)}f`

/** Answers of reference.ParseNormalizedNamed of github.com/distribution/reference v0.6.0. */
const whole: readonly (readonly [
  text: string,
  registry: string,
  repository: string,
  tag?: string | undefined,
  digest?: string | undefined,
])[] = [
  ['nginx', 'docker.io', 'library/nginx'],
  ['nginx:1.27', 'docker.io', 'library/nginx', '1.27'],
  [`nginx@${sha}`, 'docker.io', 'library/nginx', undefined, sha],
  [`nginx:1.27@${sha}`, 'docker.io', 'library/nginx', '1.27', sha],
  ['library/nginx', 'docker.io', 'library/nginx'],
  ['grafana/grafana:12', 'docker.io', 'grafana/grafana', '12'],
  ['docker.io/nginx', 'docker.io', 'library/nginx'],
  ['index.docker.io/nginx', 'docker.io', 'library/nginx'],
  ['localhost/app', 'localhost', 'app'],
  ['localhost', 'docker.io', 'library/localhost'],
  ['localhost:5000', 'docker.io', 'library/localhost', '5000'],
  ['localhost:5000/app:5000', 'localhost:5000', 'app', '5000'],
  ['registry.example:5000/team/app', 'registry.example:5000', 'team/app'],
  ['Registry/app', 'Registry', 'app'],
  ['REGISTRY.example/app', 'REGISTRY.example', 'app'],
  ['127.0.0.1/app', '127.0.0.1', 'app'],
  ['[::1]:5000/app', '[::1]:5000', 'app'],
  ['team/a__b-c.d--e', 'docker.io', 'team/a__b-c.d--e'],
  ['app:_x', 'docker.io', 'library/app', '_x'],
  [`app:${'a'.repeat(128)}`, 'docker.io', 'library/app', 'a'.repeat(128)],
  [`app@sha512:${'a'.repeat(128)}`, 'docker.io', 'library/app', undefined, `sha512:${'a'.repeat(128)}`],
]

const broken = [
  '',
  'a'.repeat(64),
  'Nginx',
  'nginx:',
  'nginx:-x',
  `nginx:${'a'.repeat(129)}`,
  `nginx@sha256:${'0'.repeat(63)}`,
  `nginx@sha256:${'A'.repeat(64)}`,
  `nginx@md5:${'0'.repeat(32)}`,
  'team/App',
  'team//app',
  '/app',
  'app/',
  'a___b',
  'a..b',
  'https://registry.example/app',
  'registry.example:port/app',
  ' nginx',
  'nginx:1.27\n',
  'team/appé',
  `registry.example/${'a'.repeat(256)}`,
  'app:$' + '{TAG}',
]

describe('parseImageReference', () => {
  test.each(whole.map((row) => [row[0], row] as const))('%s', (_name, [text, registry, repository, tag, digest]) => {
    expect(parseImageReference(text)).toEqual({ registry, repository, tag, digest })
  })

  test.each(broken)('refuses %j', (text) => {
    expect(parseImageReference(text)).toBeUndefined()
  })

  test('a reference written out in full means itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...whole), ([text]) => {
        const image = parseImageReference(text)
        if (image === undefined) return false
        const full = `${imageName(image)}${image.tag === undefined ? '' : `:${image.tag}`}${image.digest === undefined ? '' : `@${image.digest}`}`
        expect(parseImageReference(full)).toEqual(image)
        return true
      }),
    )
  })
})

test.each([
  ['docker.io/grafana/grafana:12', 'grafana/grafana', true],
  ['mirror.example/hub/grafana/grafana', 'grafana/grafana', true],
  ['example/notgrafana/grafana', 'grafana/grafana', false],
  ['redis', 'library/redis', true],
  ['registry.example/redis', 'library/redis', false],
])('isImage(%s, %s) is %s', (text, name, expected) => {
  const image = parseImageReference(text)
  expect(image !== undefined && isImage(image, name)).toBe(expected)
})

test.each([
  ['latest', true],
  ['Latest', true],
  ['stable-alpine', true],
  ['2-latest', true],
  ['alpine', true],
  ['lts-jdk17', true],
  ['main', true],
  ['1', false],
  ['v1.2.3', false],
  ['1.27-alpine', false],
  ['alpine3.20', false],
  ['main-3f9c2d1', false],
  ['bookworm', false],
  ['2026.01.31', false],
  ['frontend', false],
])('isFloatingTag(%s) is %s', (tag, expected) => {
  expect(isFloatingTag(tag)).toBe(expected)
})

test.each([
  ['app:$' + '{TAG}', true],
  ['app:$(TAG)', true],
  ['app:$TAG', true],
  ['{{ .Values.image }}', true],
  ['registry.example/<image>', true],
  ['app:@TAG@', true],
  ['app:1.2', false],
  ['app@sha256:00', false],
])('hasPlaceholder(%s) is %s', (text, expected) => {
  expect(hasPlaceholder(text)).toBe(expected)
})

test.each(['a/'.repeat(1_000_000), `${'a'.repeat(1_000_000)}!`, 'a-'.repeat(500_000), '<'.repeat(1_000_000)])(
  'what is far too long for a reference is told so at once',
  (text) => {
    const before = process.cpuUsage()
    expect(parseImageReference(text)).toBeUndefined()
    hasPlaceholder(text)
    expect(process.cpuUsage(before).user).toBeLessThan(500_000)
  },
)
