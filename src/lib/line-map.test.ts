import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapLines } from './line-map.ts'

/** `12` for a line of its own, `12~` for one that something on that line wrote. */
function mapped(template: string, output: string): string {
  return mapLines(template, output)
    .map(({ line, exact }) => (exact ? `${line}` : `${line}~`))
    .join(' ')
}

const cases: { name: string; template: string; output: string; lines: string }[] = [
  { name: 'literal', template: 'a: 1\nb: 2', output: 'a: 1\nb: 2', lines: '1 2' },
  { name: 'value', template: 'a: {{ .Values.a }}\nb: "{{ .b }}:{{ .c }}"', output: 'a: x\nb: "y:z"', lines: '1 2' },
  { name: 'a branch left out', template: '{{- if .a }}\na: 1\n{{- end }}\nb: 2', output: '\nb: 2', lines: '1~ 4' },
  {
    name: 'else',
    template: 'x: 1\n{{- if .a }}\nn: {{ .a }}\n{{- else }}\nn: default\n{{- end }}\ny: 2',
    output: 'x: 1\nn: default\ny: 2',
    lines: '1 5 7',
  },
  {
    name: 'else if',
    template: '{{- if .a }}\nn: {{ .a }}-a\n{{- else if .b }}\nn: {{ .b }}-b\n{{- else }}\nn: c\n{{- end }}\ny: 2',
    output: 'n: x-b\ny: 2',
    lines: '4 8',
  },
  {
    name: 'loop',
    template: 'l:\n{{- range .l }}\n- name: {{ .name }}\n  size: {{ .size }}\n{{- end }}\nz: 1',
    output: 'l:\n- name: a\n  size: 1\n- name: b\n  size: 2\n- name: c\n  size: 3\nz: 1',
    lines: '1 3 4 3 4 3 4 6',
  },
  {
    name: 'nested loops',
    template: '{{- range .a }}\n- a: {{ . }}\n  {{- range .b }}\n  - b: {{ . }}\n  {{- end }}\n{{- end }}',
    output: '- a: 1\n  - b: 1\n  - b: 2\n- a: 2\n- a: 3\n  - b: 3',
    lines: '2 4 4 2 2 4',
  },
  {
    name: 'toYaml',
    template: 'resources:\n  {{- toYaml .Values.resources | nindent 2 }}\nports:\n- 1',
    output: 'resources:\n  limits:\n    cpu: 1\n  requests:\n    cpu: 1\nports:\n- 1',
    lines: '1 2~ 2~ 2~ 2~ 3 4',
  },
  {
    name: 'toYaml on the line of its key',
    template: 'annotations: {{- toYaml .Values.annotations | nindent 2 }}\nspec:\n  a: b',
    output: 'annotations:\n  a: b\n  c: d\nspec:\n  a: b',
    lines: '1 1~ 1~ 2 3',
  },
  {
    name: 'include of everything',
    template: '{{ include "common.deployment" . }}\n',
    output: 'a: 1\nb: 2\nc: 3',
    lines: '1~ 1~ 1~',
  },
  {
    name: 'definitions write nothing',
    template: '{{- define "x" -}}\na: 1\n{{- end -}}\nb: 1\n{{ include "x" . }}\nc: 1',
    output: 'b: 1\na: 1\nc: 1',
    lines: '4 5~ 6',
  },
  {
    name: 'inline condition',
    template: 'image: {{ if .r }}{{ .r }}/{{ end }}app:{{ .t }}\nx: 1',
    output: 'image: r.example/app:1\nx: 1',
    lines: '1 2',
  },
  {
    name: 'comment with braces',
    template: '{{- /* }} a: 1 */}}\na: 1\n{{/*\nb: 2\n*/}}\nb: 2',
    output: 'a: 1\n\nb: 2',
    lines: '2 2~ 6',
  },
  {
    name: 'action over several lines',
    template: 'a: {{ dict\n  "x" 1\n  | toJson }}\nb: 1',
    output: 'a: {"x":1}\nb: 1',
    lines: '1 4',
  },
  { name: 'braces in a string', template: 'a: {{ printf "}}%s" .x }}!\nb: 1', output: 'a: }}y!\nb: 1', lines: '1 2' },
  {
    name: 'documents in another order',
    template: '---\nkind: A\nmetadata:\n  name: {{ .a }}\n---\nkind: B\nmetadata:\n  name: {{ .b }}',
    output: '---\nkind: B\nmetadata:\n  name: b\n---\nkind: A\nmetadata:\n  name: a',
    lines: '5 6 7 8 1 2 3 4',
  },
  {
    name: 'equal documents keep their order',
    template: 'kind: A\nname: {{ .a }}\n---\nkind: A\nname: {{ .b }}\n---\nkind: A\nname: {{ .c }}',
    output: 'kind: A\nname: 1\n---\nkind: A\nname: 2\n---\nkind: A\nname: 3',
    lines: '1 2 3 4 5 6 7 8',
  },
  {
    name: 'a document that a condition leaves out',
    template: '{{- if .sa }}\nkind: SA\nname: {{ .a }}\n---\n{{- end }}\nkind: D\nname: {{ .a }}',
    output: '\nkind: D\nname: x',
    lines: '1~ 6 7',
  },
  { name: 'an unclosed action', template: 'a: 1\nb: {{ .x', output: 'a: 1\nb: 2', lines: '1 2' },
  { name: 'nothing in common', template: 'a: 1', output: 'x\ny', lines: '1~ 1~' },
  { name: 'nothing at all', template: '', output: '', lines: '1' },
]

describe('mapLines', () => {
  it.each(cases)('$name', ({ template, output, lines }) => {
    expect(mapped(template, output)).toBe(lines)
  })

  it('maps a template without actions to itself', () => {
    const line = fc.oneof(fc.constantFrom('', '  ', 'a', ' a', 'a: 1', '---', '- x', '}}', '# -'), fc.string({ maxLength: 8 }))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
        const text = lines.join('\n')
        fc.pre(!text.includes('{{'))
        expect(mapLines(text, text)).toEqual(text.split('\n').map((_, index) => ({ line: index + 1, exact: true })))
      }),
    )
  })

  it('answers with one place in the template for every line, whatever the texts', () => {
    const part = fc.constantFrom(
      '{{',
      '}}',
      '{{-',
      '-}}',
      ' if ',
      ' end ',
      ' range ',
      ' else ',
      ' define ',
      '"',
      '`',
      '/*',
      '*/',
      '\n',
      'a',
      ' ',
      '---',
    )
    const text = fc.array(part, { maxLength: 60 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (template, output) => {
        const result = mapLines(template, output)
        expect(result).toHaveLength(output.split('\n').length)
        const count = template.split('\n').length
        for (const { line } of result) expect(line >= 1 && line <= count).toBe(true)
      }),
    )
  })

  it('finds every iteration of a loop', () => {
    const bodies = fc.array(fc.nat(9), { minLength: 0, maxLength: 30 })
    fc.assert(
      fc.property(bodies, (values) => {
        const template = 'start:\n{{- range .l }}\n- key: {{ . }}\n  fixed: true\n{{- end }}\nend: 1'
        const output = ['start:', ...values.flatMap((value) => [`- key: ${value}`, '  fixed: true']), 'end: 1'].join('\n')
        expect(mapLines(template, output).map(({ line }) => line)).toEqual([1, ...values.flatMap(() => [3, 4]), 6])
      }),
    )
  })

  it.each([
    ['one long literal file', 'a: 1\n', 'a: 1\n'],
    ['many conditions in a row', '{{- if .x }}\na: {{ .x }}\n{{- end }}\n', 'a: 1\n'],
    ['many documents that begin alike', '---\nkind: A\nname: {{ .a }}\n', '---\nkind: A\nname: x\n'],
    ['only holes', '{{ .a }}\n', 'x\n'],
  ])('stays quick for 5,000 lines: %s', (_name, template, output) => {
    const started = performance.now()
    const lines = 5000
    const templateText = template.repeat(Math.ceil(lines / (template.split('\n').length - 1)))
    const outputText = output.repeat(Math.ceil(lines / (output.split('\n').length - 1)))
    expect(mapLines(templateText, outputText).length).toBeGreaterThanOrEqual(lines)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
