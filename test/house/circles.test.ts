import { expect, test } from 'vitest'
import { circles } from './circles.ts'
import { isTypeScript, readTree, tree } from './source.ts'

test('there are no circles', () => {
  expect(circles(readTree(['src'], isTypeScript)).map((way) => way.join(' → '))).toEqual([])
})

test('a circle is found and told, type imports included', () => {
  const found = circles(
    tree({
      'src/a/one.ts': "import { two } from './two.ts'",
      'src/a/two.ts': "import type { Three } from '../b/three.ts'",
      'src/b/three.ts': "export const x = await import('../a/one.ts')",
      'src/b/aside.ts': "import '../a/one.ts'",
    }),
  )
  expect(found).toEqual([['src/a/one.ts', 'src/a/two.ts', 'src/b/three.ts', 'src/a/one.ts']])
})

test('a file that imports itself is a circle; a diamond is not', () => {
  expect(circles(tree({ 'src/a.ts': "import './a.ts'" }))).toEqual([['src/a.ts', 'src/a.ts']])
  const diamond = tree({
    'src/a.ts': "import './b.ts'\nimport './c.ts'",
    'src/b.ts': "import './d.ts'",
    'src/c.ts': "import './d.ts'",
    'src/d.ts': '',
  })
  expect(circles(diamond)).toEqual([])
})
