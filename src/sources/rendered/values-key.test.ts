import { describe, expect, it } from 'vitest'
import { valuesKeys } from './values-key.ts'

const cases: { name: string; template: string; keys: (string | undefined)[] }[] = [
  { name: 'a value', template: 'a: {{ .Values.image.tag | quote }}\nb: 1', keys: ['image.tag', undefined] },
  { name: 'through the root', template: 'a: {{ $.Values.a-b.c }}', keys: ['a-b.c'] },
  { name: 'what is written before what is asked', template: '{{ if .Values.on }}{{ .Values.name }}{{ end }}', keys: ['name'] },
  {
    name: 'with',
    template: '{{- with .Values.a }}\nx: {{ .b.c }}\n{{- toYaml . }}\n{{- end }}\ny: {{ .b }}',
    keys: ['a', 'a.b.c', 'a', undefined, undefined],
  },
  {
    name: 'else of with',
    template: '{{ with .Values.a }}\n{{ .x }}\n{{ else }}\n{{ .y }}\n{{ end }}',
    keys: ['a', 'a.x', undefined, undefined, undefined],
  },
  {
    name: 'range',
    template: '{{ range $k, $v := .Values.env }}\n{{ $k }}: {{ $v }}\n{{ .x }}\n{{ end }}',
    keys: ['env', 'env', 'env', undefined],
  },
  { name: 'variable', template: '{{ $s := .Values.spec }}\n{{ $s.name }}\n{{ $other }}', keys: ['spec', 'spec', undefined] },
  { name: 'index', template: '{{ index .Values "a b" "c" }}', keys: ['a b.c'] },
  {
    name: 'not a value',
    template: '{{ .Release.Name }}\n{{/* .Values.a */}}\n{{ with .Values.a }}{{ .Chart.Name }}',
    keys: [undefined, undefined, 'a'],
  },
]

describe('valuesKeys', () => {
  it.each(cases)('$name', ({ template, keys }) => {
    expect(valuesKeys(template)).toEqual(keys)
  })
})
