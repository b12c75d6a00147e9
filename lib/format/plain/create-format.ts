import { createAutoFormat } from '../connect-json/auto.ts'
import { createConnectJsonFormat } from '../connect-json/connect-json.ts'
import { createJsonFormat } from '../json/json.ts'
import { createBytesFormat } from './bytes.ts'
import type { Format, ValueFormat } from './format.ts'
import { createStringFormat } from './string.ts'

const FACTORIES: Readonly<Record<ValueFormat, () => Format>> = {
  auto: createAutoFormat,
  'connect-json': createConnectJsonFormat,
  json: createJsonFormat,
  string: createStringFormat,
  bytes: createBytesFormat,
}

/** Makes a format by its name. It remembers the schemas it has seen: make one and keep it while the container lives. */
export function createFormat(format: ValueFormat): Format {
  return FACTORIES[format]()
}
