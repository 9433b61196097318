import { type ImageReference, isImage } from '../../kube/image-reference.ts'
import type { Pod, PodContainer } from '../../kube/pod.ts'
import type { Text } from '../../model/index.ts'
import { type Cause, defineCheck, eachPod } from '../check.ts'
import { commandLine, givenFlags, runsProgram } from '../programs/command-line.ts'
import { knownImage } from '../programs/image.ts'

const loopback = /^(?:127\.|localhost$|\[?::1\]?$)/

/** The host of a `tcp://` or `http://` address, without its port. */
function hostOf(address: string): string | undefined {
  return /^(?:tcp|http):\/\/(\[[^\]]*\]|[^:/]*)/.exec(address)?.[1]
}

function isDind(image: ImageReference): boolean {
  return isImage(image, 'library/docker') && (image.tag === 'dind' || image.tag?.includes('-dind') === true)
}

function variableOf(container: PodContainer, variable: string) {
  const env = container.spec.env ?? []
  const index = env.findIndex(({ name }) => name === variable)
  return { value: env[index]?.value, isSet: index >= 0, at: [...container.path, 'env', Math.max(index, 0), 'value'] }
}

/** A Docker daemon that takes orders over TCP from anyone: told so by its arguments, or the dind image with its certificates switched off. */
function openDaemon(container: PodContainer): Cause | undefined {
  const words = commandLine(container)
  const image = knownImage(container)
  const dind = image !== undefined && isDind(image)
  if (!dind && !runsProgram(words, ['dockerd', 'dockerd-entrypoint.sh'])) return undefined
  if (['tlsverify', 'tls'].some((flag) => givenFlags(words, flag).some(({ value }) => value !== 'false'))) return undefined
  const hosts = [...givenFlags(words, 'H'), ...givenFlags(words, 'host')].filter(({ value = '' }) => hostOf(value) !== undefined)
  const open = hosts.find(({ value = '' }) => !loopback.test(hostOf(value) ?? ''))
  if (open !== undefined) return { at: open.word.at, container: container.name, message: opens(open.value ?? '') }
  // The image listens on port 2375 without TLS when it is told to make no certificates and gets no host of its own.
  const certificates = variableOf(container, 'DOCKER_TLS_CERTDIR')
  if (!dind || hosts.length > 0 || !certificates.isSet || (certificates.value ?? '') !== '') return undefined
  return { at: certificates.at, container: container.name, message: opens('tcp://0.0.0.0:2375') }
}

/** BuildKit that takes builds over TCP without asking for a client's certificate. */
function openBuilder(container: PodContainer): Cause | undefined {
  const words = commandLine(container)
  const image = knownImage(container)
  if (!runsProgram(words, ['buildkitd']) && (image === undefined || !isImage(image, 'moby/buildkit'))) return undefined
  if (givenFlags(words, 'tlscacert').length > 0) return undefined
  const open = givenFlags(words, 'addr').find(({ value = '' }) => {
    const host = hostOf(value)
    return host !== undefined && !loopback.test(host)
  })
  if (open === undefined) return undefined
  const owns = container.effective.privileged
  return {
    at: open.word.at,
    container: container.name,
    ...(owns ? {} : { severity: 'medium', severityReason: notPrivileged }),
    message: {
      en: `BuildKit takes builds from any pod on ${open.value ?? ''} and asks for no certificate: a build reads its registry logins and caches${owns ? ', and the container is privileged' : ''}`,
      ko: `BuildKit이 ${open.value ?? ''}에서 인증서 없이 모든 파드의 빌드를 받습니다: 빌드가 레지스트리 로그인 정보와 캐시를 읽습니다${owns ? '(컨테이너가 특권 모드입니다)' : ''}`,
    },
  }
}

const notPrivileged: Text = {
  en: 'The builder is not privileged.',
  ko: '빌더가 특권 모드가 아닙니다.',
}

function opens(address: string): Text {
  return {
    en: `the Docker daemon listens on ${address} without TLS: any pod that reaches it starts privileged containers there and owns the node`,
    ko: `Docker 데몬이 TLS 없이 ${address}에서 수신합니다: 닿을 수 있는 모든 파드가 특권 컨테이너를 시작하여 노드를 장악합니다`,
  }
}

/** A client that gives its orders to a daemon elsewhere in plain text. */
function plainClient(container: PodContainer): Cause | undefined {
  const { value = '', at } = variableOf(container, 'DOCKER_HOST')
  const host = hostOf(value)
  if (host === undefined || host === '' || loopback.test(host) || (variableOf(container, 'DOCKER_TLS_VERIFY').value ?? '') !== '')
    return undefined
  return {
    at,
    container: container.name,
    message: {
      en: `DOCKER_HOST leads to a daemon at ${host} that asks for no certificate: every pod that reaches it may do what this one does`,
      ko: `DOCKER_HOST가 인증서를 요구하지 않는 ${host}의 데몬을 가리킵니다: 닿을 수 있는 모든 파드가 이 파드와 같은 일을 할 수 있습니다`,
    },
  }
}

export const dockerInDocker = defineCheck({
  id: 'posture/docker-in-docker',
  title: { en: 'Docker or BuildKit daemon takes orders without TLS', ko: 'Docker나 BuildKit 데몬이 TLS 없이 명령을 받습니다' },
  why: {
    en: 'The Docker API has no login of its own: whoever reaches its port starts a privileged container with the node’s disk in it.',
    ko: 'Docker API에는 자체 로그인이 없어 포트에 닿는 사람은 노드 디스크를 마운트한 특권 컨테이너를 시작합니다.',
  },
  fix: {
    en: 'Build images with rootless BuildKit; or keep the daemon on a socket shared by emptyDir, or on TLS with DOCKER_TLS_CERTDIR.',
    ko: '이미지는 rootless BuildKit으로 빌드하고, 데몬이 필요하면 emptyDir로 공유하는 소켓이나 DOCKER_TLS_CERTDIR의 TLS만 사용합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'It takes a place in the pod network, and the node is lost then.',
    ko: '파드 네트워크 안에 있어야 하지만, 그러면 노드가 장악됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['pod-security', 'authentication'], mitre: ['T1610', 'T1611'], owasp: ['K01', 'K06'] },
  references: ['https://docs.docker.com/engine/security/protect-access/', 'https://hub.docker.com/_/docker'],
  noFix: {
    en: 'Daemon and clients have to be given certificates, or a socket, together.',
    ko: '데몬과 클라이언트에 인증서나 소켓을 함께 제공해야 합니다.',
  },
  raisedByExposure: true,
  judges: [
    eachPod((pod: Pod) =>
      pod.containers.flatMap((container) => openDaemon(container) ?? openBuilder(container) ?? plainClient(container) ?? []),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a build pod with certificates switched off',
        source: `apiVersion: v1
kind: Pod
metadata: {name: build, namespace: ci}
spec:
  containers:
    - name: docker
      image: docker:28.3-dind
      securityContext: {privileged: true}
      env: [{name: DOCKER_TLS_CERTDIR, value: ''}]
    - name: build
      image: registry.example/build:1.0.0
      env: [{name: DOCKER_HOST, value: 'tcp://localhost:2375'}]
`,
      },
      {
        name: 'a builder for everyone',
        source: `apiVersion: v1
kind: Pod
metadata: {name: buildkitd, namespace: ci}
spec:
  containers:
    - name: buildkitd
      image: moby/buildkit:v0.25.0
      args: [--addr, 'tcp://0.0.0.0:1234']
      securityContext: {privileged: true}
`,
      },
      {
        name: 'a daemon elsewhere',
        source: `apiVersion: v1
kind: Pod
metadata: {name: build, namespace: ci}
spec:
  containers:
    - name: build
      image: registry.example/build:1.0.0
      env: [{name: DOCKER_HOST, value: 'tcp://docker.ci.svc:2375'}]
`,
      },
    ],
    passing: [
      {
        name: 'TLS by default, and a daemon that only its own pod reaches',
        source: `apiVersion: v1
kind: Pod
metadata: {name: build, namespace: ci}
spec:
  containers:
    - {name: tls, image: 'docker:28.3-dind', env: [{name: DOCKER_TLS_CERTDIR, value: /certs}]}
    - name: local
      image: docker:28.3-dind
      args: [dockerd, --host=unix:///var/run/docker.sock, --host=tcp://127.0.0.1:2375]
      env: [{name: DOCKER_TLS_CERTDIR, value: ''}]
    - {name: build, image: 'docker:28.3-cli', env: [{name: DOCKER_HOST, value: 'tcp://localhost:2375'}]}
    - name: buildkitd
      image: moby/buildkit:v0.25.0-rootless
      args: [--addr=tcp://0.0.0.0:1234, --tlscacert=/certs/ca.pem, --tlscert=/certs/cert.pem, --tlskey=/certs/key.pem]
`,
      },
    ],
  },
})
