import type { Price } from './price.ts'

/** Whose prices these are. */
export const PRICED_REGION = 'us-east-1'

const READ = '2026-11-22'
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/'
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/'
const EC2 = 'https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer'
const VPC = 'https://aws.amazon.com/vpc/pricing/'
const SECRETS = 'https://aws.amazon.com/secrets-manager/pricing/'

/** List prices in US dollars without free tier, first tier of usage, taxes and discounts. */
export const PRICES = {
  lambdaRequest: price(0.2 / 1e6, 'request', LAMBDA),
  lambdaGbSecond: price(0.0000133334, 'GB-second on arm64', LAMBDA),
  pollerUnitHour: price(
    0.185,
    'Event Poller Unit for an hour',
    'https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html#kafka-cost-optimization-example',
  ),
  crossZoneGb: price(0.02, 'GB between two zones, a cent on either side', EC2),
  natHour: price(0.045, 'NAT gateway for an hour', VPC),
  natGb: price(0.045, 'GB through a NAT gateway', VPC),
  logGb: price(0.5, 'GB taken into CloudWatch Logs', CLOUDWATCH),
  logGbMonth: price(0.03, 'GB in CloudWatch Logs for a month', CLOUDWATCH),
  metric: price(0.3, 'custom metric for a month', CLOUDWATCH),
  alarm: price(0.1, 'metric of an alarm for a month', CLOUDWATCH),
  dashboard: price(3, 'dashboard for a month', CLOUDWATCH),
  secret: price(0.4, 'secret for a month', SECRETS),
  secretCall: price(0.05 / 10_000, 'call of Secrets Manager', SECRETS),
  connectUnitHour: price(
    0.11,
    'MSK Connect Unit for an hour',
    'https://aws.amazon.com/msk/pricing/',
  ),
} as const satisfies Readonly<Record<string, Price>>

export type PriceName = keyof typeof PRICES

/** Prices to reckon with, by name. */
export type Prices = Readonly<Record<PriceName, Price>>

function price(usd: number, unit: string, source: string): Price {
  return { usd, unit, source, read: READ, copied: true }
}
