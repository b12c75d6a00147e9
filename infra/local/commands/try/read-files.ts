import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UsageError } from '../usage-error.ts'
import { kcatEvent } from './kcat-event.ts'
import type { ReadSchemas } from './open-registries.ts'
import type { SchemaArguments } from './schema-arguments.ts'

/** An event file; its text goes to the handler as it stands, but what kcat printed goes as the event of its records. */
export interface EventFile {
  readonly path: string
  readonly text: string
}

/** Reads the event files. @throws UsageError naming each one that is missing or is no JSON */
export async function readEvents(paths: readonly string[]): Promise<readonly EventFile[]> {
  return await readAll(paths, readEvent)
}

/** Reads the files of schemas. @throws UsageError naming each one that is missing */
export async function readSchemas({ schemas, references }: SchemaArguments): Promise<ReadSchemas> {
  const withText = async <Given extends { readonly path: string }>(given: Given) => ({
    ...given,
    text: await readText(given.path),
  })
  return {
    schemas: await readAll(schemas, withText),
    references: await readAll(references, withText),
  }
}

async function readAll<Item, Read>(
  items: readonly Item[],
  readOne: (item: Item) => Promise<Read>,
): Promise<readonly Read[]> {
  const read = await Promise.allSettled(items.map(readOne))
  const faults = read.flatMap((one) =>
    one.status === 'rejected' ? [String(one.reason.message)] : [],
  )
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
  return read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

async function readEvent(path: string): Promise<EventFile> {
  const text = await readText(path)
  const ofKcat = kcatRecords(path, text)
  if (ofKcat !== null) return { path, text: ofKcat }
  try {
    JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${positionOnly(error)}`, { cause: error })
  }
  return { path, text }
}

function kcatRecords(path: string, text: string): string | null {
  try {
    return kcatEvent(text)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${path}: ${error.message}`, { cause: error })
  }
}

/** Reads a text file. @throws UsageError naming it */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(resolve(path), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'there is no such file' : (code ?? String(error))
    throw new UsageError(`${path} cannot be read: ${reason}.`, { cause: error })
  }
}

/** V8 quotes the text around the fault; the place is enough, the contents may be private. */
function positionOnly(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  return /at position \d+(?: \(line \d+ column \d+\))?/.exec(message)?.[0] ?? 'it ends too early'
}
