import { expect, test } from 'vitest'
import { read } from '../lib/shape.ts'
import { ingressBackends } from './ingress.ts'
import { ingressKind } from './objects.ts'

test.each<[string, object, readonly string[]]>([
  [
    'rules of v1',
    {
      rules: [
        {
          host: 'a.example',
          http: {
            paths: [
              { backend: { service: { name: 'a', port: { number: 80 } } } },
              { backend: { service: { name: 'b', port: { name: 'web' } } } },
            ],
          },
        },
      ],
    },
    [
      'a:80 a.example spec.rules.0.http.paths.0.backend.service.name',
      'b:web a.example spec.rules.0.http.paths.1.backend.service.name',
    ],
  ],
  ['the default of v1', { defaultBackend: { service: { name: 'a' } } }, ['a: * spec.defaultBackend.service.name']],
  [
    'the flat form of v1beta1',
    {
      backend: { serviceName: 'a', servicePort: 80 },
      rules: [{ http: { paths: [{ backend: { serviceName: 'b', servicePort: 'web' } }] } }],
    },
    ['a:80 * spec.backend.serviceName', 'b:web * spec.rules.0.http.paths.0.backend.serviceName'],
  ],
  ['a resource behind it, which is no service', { defaultBackend: { resource: { kind: 'Bucket', name: 'a' } } }, []],
  ['nothing', {}, []],
])('%s', (_name, spec, expected) => {
  const { value } = read(ingressKind.shape, { spec })
  const found = ingressBackends(value ?? {})
  expect(found.map(({ name, port = '', host = '*', path }) => `${name}:${port} ${host} ${path.join('.')}`)).toEqual(expected)
})
