import { describe, expect, test } from 'vitest'
import { parseImageReference } from '../../kube/image-reference.ts'
import { parseVersion } from '../../lib/version.ts'
import { components, flawsOf } from './components.ts'

function advisories(text: string): readonly string[] {
  const image = parseImageReference(text)
  return image === undefined ? ['?'] : (flawsOf(image)?.flaws.map(({ advisory, severity }) => advisory ?? severity) ?? [])
}

test.each<[string, readonly string[]]>([
  ['registry.k8s.io/ingress-nginx/controller:v1.11.4', ['CVE-2025-1974', 'high', 'CVE-2026-24512', 'CVE-2026-4342']],
  ['registry.k8s.io/ingress-nginx/controller:v1.14.4', ['high', 'CVE-2026-4342']],
  ['registry.k8s.io/ingress-nginx/controller:v1.15.1', ['high']],
  ['mirror.example/ingress-nginx/controller', ['high']],
  // The controller of F5 is another program.
  ['nginx/nginx-ingress:3.7.0', []],
  ['quay.io/argoproj/argocd:v3.5.7', []],
  ['quay.io/argoproj/argocd:v3.1.1', ['CVE-2025-55190', 'medium']],
  ['quay.io/argoproj/argocd:latest', []],
  ['redis:7.4', []],
  ['redis:7.4.5-alpine', ['CVE-2025-49844']],
  ['redis:8.2.2', []],
  ['registry.example/redis:6.0.1', []],
  ['jenkins/jenkins:2.426.3-lts-jdk17', []],
  ['jenkins/jenkins:2.440-jdk17', ['CVE-2024-23897']],
  ['minio/minio:RELEASE.2025-09-07T16-13-09Z', ['CVE-2025-62506']],
  ['registry.k8s.io/kube-proxy:v1.37.1', []],
  ['registry.k8s.io/kube-proxy:v1.33.9', ['medium']],
])('%s', (text, expected) => {
  expect(advisories(text)).toEqual(expected)
})

describe('the table', () => {
  test('names versions that can be read, each range in order', () => {
    for (const { flaws } of components)
      for (const { versions = [] } of flaws)
        for (const { from, below } of versions) {
          expect(parseVersion(below), below).toBeDefined()
          if (from !== undefined) expect(parseVersion(from), from).toBeDefined()
        }
  })

  test('tells an image of one component only', () => {
    const names = components.flatMap(({ images }) => images)
    expect(new Set(names).size).toBe(names.length)
  })
})
