import { describe, expect, test } from 'vitest'
import { readObjects } from '../../kube/read-object.ts'
import type { Origin } from '../../model/index.ts'
import { PostureJudge } from '../judge.ts'
import { sshOrSudo } from './ssh-or-sudo.ts'

const origin: Origin = {
  file: 'x.yaml',
  unit: '',
  locate: () => ({ file: 'x.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
}

function programs(container: object): readonly string[] {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'x', ...container }] },
  }
  const judge = new PostureJudge({ checks: [sshOrSudo] })
  for (const { object } of readObjects(pod)) judge.look(object, origin)
  return judge
    .finish()
    .findings.map(({ message }) => /runs (.*?),/.exec(message.en)?.[1] ?? 'port')
    .sort()
}

const script = (line: string) => ({ command: ['sh', '-c', line] })

describe('found', () => {
  test.each<[string, object, string[]]>([
    ['as the command', { command: ['/usr/sbin/sshd', '-D'] }, ['sshd']],
    ['as the first argument of the image’s entry point', { args: ['sudo', '-E', 'app'] }, ['sudo']],
    ['in a script, with arguments', script('set -e; sudo -u app run'), ['sudo']],
    ['after a separator', script('mkdir -p /run/sshd && /usr/sbin/sshd'), ['sshd']],
    ['after exec', script('exec dropbear -F'), ['dropbear']],
    ['on a line of its own', script('echo start\nservice ssh start\nrun'), ['service ssh start']],
    ['su to root', script('su - root -c reboot'), ['su - root']],
    ['su to root by default', script('id; su -c reboot'), ['su']],
    ['port 22', { ports: [{ containerPort: 22 }] }, ['port']],
    ['in a hook', { lifecycle: { postStart: { exec: { command: ['/usr/sbin/sshd'] } } } }, ['sshd']],
    ['server and port are one', { command: ['sshd'], ports: [{ containerPort: 22 }] }, ['sshd']],
  ])('%s', (_name, container, expected) => {
    expect(programs(container)).toEqual(expected)
  })
})

describe('not found', () => {
  test.each<[string, object]>([
    ['an argument', { command: ['grep', 'sshd'] }],
    ['an argument after a command', { command: ['app'], args: ['sudo'] }],
    ['a word of a sentence', script('echo please use sudo')],
    ['part of a name', script('sshd-keygen; sudoers; /opt/sudo-free/run')],
    ['root given up', script('su postgres -c psql')],
    ['root given up by option', script('su -s /bin/sh www-data -c php')],
    ['programs that give root up', script('su-exec app run; gosu app run')],
    ['port 2222', { ports: [{ containerPort: 2222 }] }],
    ['a client', script('ssh -N tunnel')],
  ])('%s', (_name, container) => {
    expect(programs(container)).toEqual([])
  })
})
