import { unzipSync } from 'fflate'

/** One file of a zip, as an unpacker on Unix sees it. */
export interface ZipEntry {
  readonly path: string
  readonly bytes: Uint8Array
  /** File type and permissions; 0 where the zip was not made for Unix. */
  readonly mode: number
}

const CENTRAL_HEADER = 0x02014b50
const END_OF_DIRECTORY = 0x06054b50
const UNIX = 3

/** Reads a zip with the modes in its central directory, which fflate leaves out (APPNOTE.TXT 4.3.12, 4.4.2, 4.4.15). */
export function zipEntries(zip: Uint8Array): readonly ZipEntry[] {
  const contents = unzipSync(zip)
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  let end = zip.byteLength - 22
  while (view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  while (at < end && view.getUint32(at, true) === CENTRAL_HEADER) {
    const length = (offset: number) => view.getUint16(at + offset, true)
    const path = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + length(28)))
    const mode = view.getUint8(at + 5) === UNIX ? view.getUint32(at + 38, true) >>> 16 : 0
    entries.push({ path, bytes: contents[path] ?? new Uint8Array(), mode })
    at += 46 + length(28) + length(30) + length(32)
  }
  return entries
}
