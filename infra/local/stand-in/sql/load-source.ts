import type { FileCompression } from '../action.ts'
import type { Cursor } from './cursor.ts'
import { notEmulated, Refusal } from './refusal.ts'

export interface LoadSource {
  readonly fileName: string
  readonly compression: FileCompression
}

/**
 * Reads `LOCAL INFILE 'name' [COMPRESSION …]`. Without COMPRESSION the extension of the name decides,
 * even where there is no such file (the connectors send `'###.gz'` and `'###.lz4'`).
 */
export function readLoadSource(cursor: Cursor): LoadSource {
  if (cursor.isOneOf('S3', 'KAFKA', 'FS', 'HDFS', 'AZURE', 'GCS', 'LINK')) {
    throw notEmulated(`LOAD DATA ${cursor.peek().keyword}`)
  }
  if (!cursor.accept('LOCAL')) {
    throw new Refusal(
      1706,
      'HY000',
      'LOAD DATA without LOCAL is not accepted by the stand-in database: Helios accepts only LOCAL',
    )
  }
  cursor.expect('INFILE')
  const fileName = cursor.string()
  return { fileName, compression: readCompression(cursor, fileName) }
}

function readCompression(cursor: Cursor, fileName: string): FileCompression {
  if (cursor.accept('COMPRESSION')) {
    const codec = cursor.next().keyword
    if (codec === 'GZIP') return 'gzip'
    if (codec === 'LZ4') return 'lz4'
    if (codec === 'NONE') return 'none'
    if (codec !== 'AUTO') throw notEmulated(`LOAD DATA … COMPRESSION ${codec}`)
  }
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase()
  if (extension === 'lz4') return 'lz4'
  return extension === 'gz' ? 'gzip' : 'none'
}
