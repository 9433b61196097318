import { defineCheck, eachPod } from '../check.ts'

export const gitRepoVolume = defineCheck({
  id: 'posture/git-repo-volume',
  title: { en: 'Volume is cloned by the node from a Git repository', ko: '노드가 Git 저장소를 복제해 볼륨을 만듭니다' },
  why: {
    en: 'The kubelet runs git as root on the node: a repository with hooks of an attacker’s making runs commands there (CVE-2024-10220).',
    ko: 'kubelet이 노드에서 root로 git을 실행하므로, 공격자가 훅을 넣은 저장소는 노드에서 명령을 실행합니다(CVE-2024-10220).',
  },
  fix: {
    en: 'Clone in an init container that writes to an emptyDir, or bring the files in the image.',
    ko: 'emptyDir에 쓰는 초기화 컨테이너에서 복제하거나 파일을 이미지에 넣습니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'Kubelets before 1.28.12, 1.29.7, 1.30.3 and 1.31 run the hooks; those from v1.33 on refuse the volume by default.',
    ko: '1.28.12, 1.29.7, 1.30.3, 1.31 이전의 kubelet은 훅을 실행하며, v1.33부터는 기본적으로 이 볼륨을 거부합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['pod-security', 'upgrading'], mitre: ['T1611'], owasp: ['K01', 'K10'] },
  references: ['https://www.cve.org/CVERecord?id=CVE-2024-10220', 'https://kubernetes.io/docs/concepts/storage/volumes/#gitrepo'],
  noFix: {
    en: 'An init container that clones needs an image with git and, for private repositories, credentials of your choice.',
    ko: '복제하는 초기화 컨테이너에는 git이 있는 이미지와, 비공개 저장소라면 사용자가 정한 자격 증명이 필요합니다.',
  },
  judges: [
    eachPod((pod) =>
      (pod.spec.volumes ?? []).flatMap(({ name = '', gitRepo }, index) =>
        gitRepo === undefined
          ? []
          : [
              {
                at: [...pod.specPath, 'volumes', index, 'gitRepo'],
                message: {
                  en: `volume ${name} makes the kubelet run git as root on the node, with whatever hooks the repository brings`,
                  ko: `볼륨 ${name}(으)로 kubelet이 노드에서 root로 git을 실행하며, 저장소의 훅도 함께 실행될 수 있습니다`,
                },
              },
            ],
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'content from Git',
        source: `apiVersion: v1
kind: Pod
metadata: {name: site, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      volumeMounts: [{name: content, mountPath: /www}]
  volumes:
    - name: content
      gitRepo: {repository: "https://git.example/shop/content.git", revision: 3f2a9c1}
`,
      },
    ],
    passing: [
      {
        name: 'cloned inside the pod',
        source: `apiVersion: v1
kind: Pod
metadata: {name: site, namespace: shop}
spec:
  initContainers:
    - name: clone
      image: registry.example/git:2.45
      args: [clone, "https://git.example/shop/content.git", /www]
      volumeMounts: [{name: content, mountPath: /www}]
  containers:
    - name: web
      image: registry.example/web:7
      volumeMounts: [{name: content, mountPath: /www}]
  volumes:
    - {name: content, emptyDir: {}}
`,
      },
    ],
  },
})
