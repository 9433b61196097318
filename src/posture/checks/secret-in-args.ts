import type { PodContainer } from '../../kube/pod.ts'
import type { Path, Text } from '../../model/index.ts'
import { defineCheck, eachContainer } from '../check.ts'
import { secretsOnCommandLine } from '../secrets/args.ts'
import { describeSecret } from '../secrets/values.ts'

const hashOnly: Text = { en: 'it is a hash, which has to be cracked first', ko: '먼저 풀어야 하는 해시입니다' }

/** Everything that the container runs by: its command, and those of its probes and hooks. */
function commandLines({ spec, path }: PodContainer): readonly { readonly words: readonly string[]; readonly path: Path }[] {
  const { command, args, livenessProbe, readinessProbe, startupProbe, lifecycle } = spec
  const lines: { words: readonly string[]; path: Path }[] = []
  const add = (words: readonly string[] | undefined, ...steps: Path) => {
    if (words !== undefined) lines.push({ words, path: [...path, ...steps] })
  }
  add(command, 'command')
  add(args, 'args')
  add(livenessProbe?.exec?.command, 'livenessProbe', 'exec', 'command')
  add(readinessProbe?.exec?.command, 'readinessProbe', 'exec', 'command')
  add(startupProbe?.exec?.command, 'startupProbe', 'exec', 'command')
  add(lifecycle?.postStart?.exec?.command, 'lifecycle', 'postStart', 'exec', 'command')
  add(lifecycle?.preStop?.exec?.command, 'lifecycle', 'preStop', 'exec', 'command')
  return lines
}

export const secretInArgs = defineCheck({
  id: 'posture/secret-in-args',
  title: {
    en: 'Secret stands on a command line',
    ko: '명령줄에 비밀 값이 적혀 있습니다',
  },
  why: {
    en: 'The command line is in the manifest, in the pod that viewers may read, in the process list of the container and, with hostPID, of the node.',
    ko: '명령줄은 매니페스트와 조회 가능한 파드 정의, 컨테이너의 프로세스 목록에 나타나며 hostPID가 있으면 노드의 프로세스 목록에도 나타납니다.',
  },
  fix: {
    en: 'Withdraw the value, mount the new one as a file, and pass the file’s path.',
    ko: '값을 폐기하고 새 값을 파일로 마운트하여 파일 경로를 인수로 넘깁니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'The credential is exposed to everyone who can read the manifest or view pods.',
    ko: '매니페스트를 읽거나 파드를 조회할 수 있는 모두에게 자격 증명이 노출됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.4.1'],
    'cis-eks': ['4.4.1'],
    nsa: ['secrets'],
    mitre: ['T1552.001', 'T1552.007'],
    owasp: ['K08'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  noFix: {
    en: 'The value has to be withdrawn where it was issued, and only you know where it is to be kept from now on.',
    ko: '값을 발급한 곳에서 먼저 폐기해야 하며, 앞으로 어디에 보관할지는 사용자만 알 수 있습니다.',
  },
  judges: [
    eachContainer((container) =>
      commandLines(container).flatMap(({ words, path }) =>
        secretsOnCommandLine(words).map(({ index, secret }) => {
          const { en, ko } = describeSecret(secret)
          return {
            at: [...path, index],
            message: { en: `the command line holds a secret in clear: ${en}`, ko: `명령줄에 비밀 값이 평문으로 있습니다: ${ko}` },
            ...(secret.weak ? { severity: 'low' as const, severityReason: hashOnly } : {}),
          }
        }),
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'an option',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
          args: [--listen=:8080, --db-password=hunter2]
`,
      },
      {
        name: 'an option and its value',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
          command: [redis-server]
          args: [--requirepass, hunter2]
`,
      },
      {
        name: 'inside a script',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
          command: [sh, -c, 'curl -u admin:hunter2 https://api.example/']
`,
      },
    ],
    passing: [
      {
        name: 'a file',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
          args: [--db-password-file=/run/secrets/db, --token-url=https://sso.example/token]
`,
      },
      {
        name: 'an environment variable',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
          args: [--db-password=$(DB_PASSWORD)]
`,
      },
      {
        name: 'a script that reads a file',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
          command: [sh, -c, 'exec server --password="$(cat /run/secrets/db)" --user "$USER"']
`,
      },
      {
        name: 'options about secrets',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
          args: [--secret, cart-tls, --max-tokens, '4096', --token-ttl=1h, --password-policy=strict]
`,
      },
    ],
  },
})
