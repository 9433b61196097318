import type { Ingress, IngressBackend } from './objects.ts'

type Path = readonly (string | number)[]

/** A service that an ingress sends traffic to. */
export interface IngressTarget {
  readonly name: string
  readonly port: string | number | undefined
  readonly host: string | undefined
  /** Path of the field that names the service. */
  readonly path: Path
}

/** Every service an ingress sends traffic to, in the forms of networking.k8s.io/v1 and of the older flat one. */
export function ingressBackends(ingress: Ingress): readonly IngressTarget[] {
  const out: IngressTarget[] = []
  const add = (backend: IngressBackend | undefined, path: Path, host?: string) => {
    const service = backend?.service
    if (service?.name)
      out.push({ name: service.name, port: service.port?.name ?? service.port?.number, host, path: [...path, 'service', 'name'] })
    else if (backend?.serviceName)
      out.push({ name: backend.serviceName, port: backend.servicePort, host, path: [...path, 'serviceName'] })
  }
  const spec = ingress.spec
  add(spec?.defaultBackend, ['spec', 'defaultBackend'])
  add(spec?.backend, ['spec', 'backend'])
  for (const [i, rule] of (spec?.rules ?? []).entries())
    for (const [j, { backend }] of (rule.http?.paths ?? []).entries())
      add(backend, ['spec', 'rules', i, 'http', 'paths', j, 'backend'], rule.host)
  return out
}
