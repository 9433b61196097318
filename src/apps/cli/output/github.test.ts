import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { command, writeGithub } from './github.ts'
import { expectGolden } from './golden/compare.ts'
import { cleanResult, context, hostileResult } from './golden/hostile-result.ts'

const shape = /^::(error|warning|notice) ([a-zA-Z]+=[^:,\r\n]*(?:,[a-zA-Z]+=[^:,\r\n]*)*)?::(.*)$/

describe('writeGithub', () => {
  it('is the golden file', () => {
    expectGolden('result.github.txt', writeGithub(hostileResult, context))
    expectGolden('result.ko.github.txt', writeGithub(hostileResult, { ...context, language: 'ko', showWaived: true }))
  })

  it('writes one command a line and no more commands than there are findings and gaps', () => {
    const lines = writeGithub(hostileResult, context).trimEnd().split('\n')
    expect(lines).toHaveLength(hostileResult.findings.length - 1 + hostileResult.gaps.length + 1)
    for (const line of lines) expect(line).toMatch(shape)
  })

  it('has the worst first', () => {
    const [first] = writeGithub(hostileResult, context).split('\n')
    expect(first).toMatch(
      /^::error file=scenarios\/system-monitor\/deployment\.yaml,line=42,endLine=42,col=11,endColumn=27,title=critical%3A Container runs privileged::/,
    )
  })

  it('says what was looked at when nothing was found', () => {
    expect(writeGithub(cleanResult, context)).toBe(
      '::notice title=haetae::Nothing found by 6 checks in 14 workloads, 31 containers, 9 files\n',
    )
  })
})

describe('command', () => {
  it.each([
    [{ file: 'a,b:c.yaml' }, 'x', '::error file=a%2Cb%3Ac.yaml::x'],
    [{ file: '100%.yaml' }, '50%\r\n::warning::y', '::error file=100%25.yaml::50%25%0D%0A::warning::y'],
    [{ title: 't' }, '\u001b[31mred', '::error title=t::\\x1b[31mred'],
  ])('%j and %j', (properties, message, line) => {
    expect(command('error', properties, message)).toBe(line)
  })

  it('is one well-formed line whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (file, message) => {
        expect(command('warning', { file, title: message }, message)).toMatch(
          /^::warning file=[^:,\n\r]*,title=[^:,\n\r]*::[^\n\r]*$/,
        )
      }),
    )
  })
})
