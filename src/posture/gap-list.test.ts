import { expect, test } from 'vitest'
import type { Gap } from '../model/index.ts'
import { GapList } from './gap-list.ts'

const gap = (line: number): Gap => ({ reason: 'invalid', message: { en: 'm', ko: '가' }, file: 'x.yaml', line })

test('gaps come back in order, and can be replaced', () => {
  const gaps = new GapList()
  const first = gaps.add(gap(1))
  gaps.add(gap(2))
  gaps.replace(first, gap(3))
  expect(gaps.all.map(({ line }) => line)).toEqual([3, 2])
})

test('a list without end is cut off, and says where', () => {
  const gaps = new GapList()
  for (let line = 1; line <= 30_000; line++) gaps.add(gap(line))
  expect(gaps.all).toHaveLength(20_001)
  expect(gaps.all.at(-1)).toMatchObject({ reason: 'too-large', file: 'x.yaml', line: 20_001 })
})
