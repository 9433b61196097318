import { describe, expect, it } from 'vitest'
import { splitDocuments, splitHelmOutput } from './rendered-chart.ts'

describe('splitDocuments', () => {
  it.each([
    { name: 'one', text: 'a: 1', parts: [['a: 1\n', 0]] },
    {
      name: 'two',
      text: '# c\na: 1\n---\n\nb: 2\n\n',
      parts: [
        ['# c\na: 1\n', 0],
        ['\nb: 2\n', 3],
      ],
    },
    { name: 'empty ones', text: '---\n---\n# only a comment\n---\na: 1\n---\n', parts: [['a: 1\n', 4]] },
    {
      name: 'text behind the dashes',
      text: 'a: 1\n---b: 2\nc: 3\n--- # note\nd: 4',
      parts: [
        ['a: 1\n', 0],
        ['b: 2\nc: 3\n', 1],
        ['d: 4\n', 4],
      ],
    },
    { name: 'four dashes', text: 'a: |\n  x\n----\n', parts: [['a: |\n  x\n----\n', 0]] },
    { name: 'nothing', text: '', parts: [] },
  ])('$name', ({ text, parts }) => {
    expect(splitDocuments(text).map((part) => [part.text, part.offset])).toEqual(parts)
  })
})

describe('splitHelmOutput', () => {
  it('joins the documents of a template, and believes only the line under a divider', () => {
    const output = [
      '---',
      '# Source: c/templates/a.yaml',
      'kind: A',
      '# Source: c/templates/../../../etc/x.yaml',
      '---',
      '# Source: c/templates/b.yaml',
      'kind: B',
      '---',
      '# Source: c/templates/a.yaml',
      'kind: C',
      '',
    ].join('\n')
    expect(splitHelmOutput(output)).toEqual([
      { name: 'c/templates/a.yaml', text: '---\nkind: A\n# Source: c/templates/../../../etc/x.yaml\n---\nkind: C\n' },
      { name: 'c/templates/b.yaml', text: '---\nkind: B' },
    ])
  })

  it('gives nothing for what is no output of Helm', () => {
    expect(splitHelmOutput('usage: helm\n---\na: 1')).toEqual([])
  })
})
