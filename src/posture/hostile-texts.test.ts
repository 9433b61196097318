import { expect, test } from 'vitest'
import { ruleAllowsPath } from '../kube/rbac.ts'
import { javaDebugger } from './programs/insecure-arguments.ts'
import { canBeSecret, isSecretSetting, looksRandom, wordsOf } from './secrets/names.ts'
import { secretOfSetting, secretsInText } from './secrets/values.ts'

/** Processor time in milliseconds. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const megabyte = 1024 * 1024
const filled = (unit: string, length = megabyte) => unit.repeat(Math.ceil(length / unit.length))

/** Texts that make a careless search go over the same characters again and again. */
const texts: readonly string[] = [
  ...' \n\t-_.:/\\"\'=<>[](){}$%@#*0aA|;,'.split('').map((char) => filled(char)),
  filled('# password=hG73kd0sL '),
  filled('password='),
  filled('password: "'),
  filled("token='"),
  filled('://a:'),
  filled('://:b@'),
  filled('secret\\"'),
  filled('eyJ'),
  filled('eyJaaaaaaaa.'),
  filled('eyJaaaaaaaa.eyJaaaaaaaa.'),
  filled('-----BEGIN PRIVATE KEY-----'),
  filled('-----BEGIN RSA '),
  filled('sk-'),
  filled('ghp_'),
  filled('AKIA'),
  filled('$6$a$'),
  filled('"auth": "'),
  filled('client-key-data: '),
  filled('Basic '),
  filled('<password>'),
  filled('requirepass '),
  filled('curl -u a:'),
  filled('mysql -p'),
]

test('a megabyte of anything is searched for secrets in a moment', () => {
  const slow = texts
    .filter(
      (text) => cost(() => [secretsInText(text), secretsInText(text, { code: true }), secretOfSetting('PASSWORD', text)]) > 1500,
    )
    .map((text) => text.slice(0, 30))
  expect(slow).toEqual([])
})

test('names and values of any length are judged in a moment', () => {
  const work = cost(() => {
    for (const text of texts) {
      wordsOf(text)
      isSecretSetting(text, text)
      for (let count = 0; count < 50; count++) {
        isSecretSetting('PASSWORD', text.slice(0, 4096))
        canBeSecret(text.slice(0, 4096))
        looksRandom(text.slice(0, 4096))
      }
    }
  })
  expect(work).toBeLessThan(3000)
})

test('the Java debugger is looked for in a moment', () => {
  expect(cost(() => javaDebugger.pattern.test(filled('-Xrunjdwp:', 128 * 1024)))).toBeLessThan(500)
  expect(javaDebugger.pattern.test('-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005')).toBe(true)
})

test('a path of a role may be all stars', () => {
  const rule = { verbs: ['get'], nonResourceURLs: [`${filled('*')}x`, '/logs/**'] }
  expect(cost(() => ruleAllowsPath(rule, 'get', '/metrics'))).toBeLessThan(200)
  expect(ruleAllowsPath(rule, 'get', '/logs/kubelet')).toBe(true)
  expect(ruleAllowsPath(rule, 'get', '/metrics')).toBe(false)
})
