import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkVariableNames } from '../../../lib/config/known-names.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const NAME = /\b(?:SINK|SINGLESTORE)_[A-Z][A-Z0-9_]*[A-Z0-9]\b/g

/** Names that read like variables of the sink and are none, each with the reason. */
const others: Readonly<Record<string, string>> = {
  SINK_PARAMETERS: 'a code of errors that osls shows',
  SINK_BUILD: 'a code of errors that osls shows',
  SINGLESTORE_LICENSE: "a variable of SingleStore's dev image",
}

function filesOf(...patterns: readonly string[]): readonly string[] {
  return globSync(patterns, { cwd: root }).filter((path) => !path.includes('node_modules'))
}

/** Path → the text of the file. */
function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function namesIn(path: string): readonly string[] {
  return [...new Set(textOf(path).match(NAME) ?? [])]
}

function isKnown(name: string): boolean {
  const faults: string[] = []
  checkVariableNames({ [name]: '' }, (fault) => faults.push(fault))
  return faults.length === 0
}

const configuration = filesOf('lib/config.ts', 'lib/config/**/*.ts')
const known = [...new Set(configuration.flatMap(namesIn))].filter(isKnown).toSorted()

test('every environment variable that the sink knows stands in the documentation', () => {
  const documented = new Set(filesOf('README.md', 'docs/*.md').flatMap(namesIn))
  expect(known.length).toBeGreaterThan(40)
  expect(known.filter((name) => !documented.has(name))).toEqual([])
})

const speaking = filesOf(
  '*.md',
  'docs/**/*.md',
  'serverless.yml',
  '.github/**/*.yml',
  'infra/**/*.{ts,js,cjs,yml}',
  'lib/**/*.ts',
  'functions/*.ts',
)

test('every environment variable that is spoken of is one that the sink knows', () => {
  const strange = speaking.flatMap((path) =>
    namesIn(path)
      .filter((name) => !isKnown(name) && !Object.hasOwn(others, name))
      .map((name) => `${path}: ${name}`),
  )
  expect(speaking).toEqual(expect.arrayContaining(['README.md', 'serverless.yml', 'lib/sink.ts']))
  expect(strange).toEqual([])
})

test('no other environment variable is read', () => {
  const sources = filesOf('lib/**/*.ts', 'functions/*.ts')
  const readers = sources.filter((path) => textOf(path).includes('process.env'))
  expect(readers).toEqual(['lib/config.ts'])
  const read = configuration.flatMap((path) =>
    [...textOf(path).matchAll(/\benvironment(?:\?)?\.([A-Za-z_]\w*)/g)]
      .map(([, name = '']) => name)
      .filter((name) => /^[A-Z]/.test(name)),
  )
  expect(read.filter((name) => !known.includes(name))).toEqual([])
})
