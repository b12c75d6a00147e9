import { readFile } from 'node:fs/promises'
import { deliveryOf } from './delivery.ts'
import { loadHandler } from './load-handler.ts'
import { serveMeasured } from './measured-process.ts'

export interface MemoryInput {
  readonly entry: string
  readonly tinyEventFile: string
  readonly fullEventFile: string
}

/** Peaks of the resident memory in bytes, as the operating system counts it. */
export interface Memory {
  /** With one small event delivered. */
  readonly idle: number
  /** After the first full event, its own text and objects included. */
  readonly first: number
  /** After ten of them. */
  readonly tenth: number
}

const EVENTS = 10

async function memory(input: MemoryInput): Promise<Memory> {
  const handler = await loadHandler(input.entry)
  await handler(deliveryOf(await readFile(input.tinyEventFile, 'utf8')).event)
  const idle = peakBytes()
  let first = idle
  for (let count = 1; count <= EVENTS; count += 1) {
    const delivery = deliveryOf(await readFile(input.fullEventFile, 'utf8'))
    for (let at = 0; at < count; at += 1) delivery.advance()
    await handler(delivery.event)
    if (count === 1) first = peakBytes()
  }
  return { idle, first, tenth: peakBytes() }
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024
}

if (import.meta.main) await serveMeasured(memory)
