import { readParameters } from '../../../../infra/deployment/parameters/read-parameters.ts'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
import { clusterArn, secretArn } from '../../../support/settings.ts'

/** No file is bundled. */
export const noFile = (path: string): string => {
  throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' })
}

/** Reads parameters of the stage prod, in the region of their ARNs. */
export const judge = (given: Given, readFile = noFile) =>
  readParameters('prod', null, given, readFile)

const database = {
  'sink-name': 'shop',
  topics: 'orders',
  'singlestore-endpoint': 'svc.example.com:3306',
  'singlestore-database': 'shop',
  'singlestore-secret-arn': secretArn('singlestore'),
}

/** The least that reads an MSK cluster. */
export const msk = { ...database, 'msk-cluster-arn': clusterArn }

/** The least that reads other brokers. */
export const selfManaged = {
  ...database,
  source: 'self-managed',
  'bootstrap-servers': 'pkc-1.example.com:9092',
  'broker-secret-arn': secretArn('brokers'),
}
