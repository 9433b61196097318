import { describe, expect, test } from 'vitest'
import { isPrivateAddress, loadBalancerReach } from './load-balancer.ts'

const aws = 'service.beta.kubernetes.io/aws-load-balancer-'

describe('loadBalancerReach', () => {
  test.each<[string, Parameters<typeof loadBalancerReach>[0], { [key: string]: string }, string]>([
    ['nothing said', { spec: { type: 'LoadBalancer' } }, {}, 'anyone'],
    ['ranges', { spec: { loadBalancerSourceRanges: ['203.0.113.0/24'] } }, {}, 'ranges'],
    ['one range is the world', { spec: { loadBalancerSourceRanges: ['203.0.113.0/24', '0.0.0.0/0'] } }, {}, 'anyone'],
    ['ranges by annotation', {}, { 'service.beta.kubernetes.io/load-balancer-source-ranges': '203.0.113.0/24' }, 'ranges'],
    ['the world by annotation', {}, { 'service.beta.kubernetes.io/azure-allowed-ip-ranges': '10.0.0.0/8, ::/0' }, 'anyone'],
    ['AWS in-tree internal', {}, { [`${aws}internal`]: '0.0.0.0/0' }, 'internal'],
    ['AWS in-tree internal, switched off', {}, { [`${aws}internal`]: 'false' }, 'anyone'],
    ['AWS controller, internal by default', {}, { [`${aws}type`]: 'external' }, 'internal'],
    ['AWS controller by class', { spec: { loadBalancerClass: 'service.k8s.aws/nlb' } }, {}, 'internal'],
    ['AWS controller, public', {}, { [`${aws}type`]: 'external', [`${aws}scheme`]: 'internet-facing' }, 'anyone'],
    ['AWS NLB in-tree is public', {}, { [`${aws}type`]: 'nlb' }, 'anyone'],
    ['AWS security groups', {}, { [`${aws}security-groups`]: 'sg-1' }, 'elsewhere'],
    ['Google', {}, { 'networking.gke.io/load-balancer-type': 'Internal' }, 'internal'],
    ['Azure', {}, { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }, 'internal'],
    ['Alibaba', {}, { 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': 'intranet' }, 'internal'],
    ['a private address', { spec: { loadBalancerIP: '192.168.1.20' } }, {}, 'internal'],
    ['a public address', { spec: { loadBalancerIP: '203.0.113.7' } }, {}, 'anyone'],
    ['MetalLB with one public address', {}, { 'metallb.io/loadBalancerIPs': '10.0.0.1,203.0.113.7' }, 'anyone'],
  ])('%s', (_name, service, annotations, by) => {
    expect(loadBalancerReach(service, annotations).by).toBe(by)
  })
})

test.each([
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['fd00::1', true],
  ['2001:db8::1', false],
  ['8.8.8.8', false],
])('isPrivateAddress(%s) is %s', (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected)
})
