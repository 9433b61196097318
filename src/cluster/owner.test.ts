import { expect, test } from 'vitest'
import { controllerOf } from './owner.ts'

const controller = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'cart-7d', uid: 'u1' }

test.each([
  ['its controller', { metadata: { ownerReferences: [{ ...controller, controller: true }] } }, controller],
  [
    'the controller among owners',
    {
      metadata: {
        ownerReferences: [
          { ...controller, name: 'x' },
          { ...controller, controller: true },
        ],
      },
    },
    controller,
  ],
  ['no controller among owners', { metadata: { ownerReferences: [controller] } }, undefined],
  ['no owners', { metadata: { name: 'cart' } }, undefined],
  ['an owner without a kind', { metadata: { ownerReferences: [{ apiVersion: 'v1', name: 'a', controller: true }] } }, undefined],
  ['no object', 'pod', undefined],
  ['owners of another type', { metadata: { ownerReferences: 'none' } }, undefined],
])('%s', (_, value, expected) => {
  expect(controllerOf(value)).toEqual(expected)
})
