import { expect, test } from 'vitest'
import { drawerNames } from './names.ts'
import { readTree } from './source.ts'

test('no folder and no file is a drawer', () => {
  expect(drawerNames(readTree(['src', 'test', 'bench', 'policies', 'scripts'], () => true).keys())).toEqual([])
})

test('drawers are found', () => {
  const drawers = ['src/lib/utils.ts', 'src/common/a.ts', 'test/helpers/x.test.ts', 'src/kube/http-util.ts', 'bench/Misc.ts']
  expect(drawerNames([...drawers, 'src/hosts/checks/controller-manager.ts', 'src/lib/simple.ts'])).toEqual(drawers)
})
