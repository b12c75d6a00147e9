import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LambdaContext } from './lambda-context.ts'

export type Handler = (event: unknown, context: LambdaContext) => unknown

/**
 * Loads what a handler's name (`folder/file.export`) stands for, as Lambda's own runtime finds it.
 *
 * Source: aws/aws-lambda-nodejs-runtime-interface-client, `UserFunction.js`.
 * @param taskRoot absolute; what the package was unpacked into
 * @throws Error with Lambda's name for what is wrong (`Runtime.HandlerNotFound` …), or what the module throws
 */
export async function loadHandler(taskRoot: string, name: string): Promise<Handler> {
  const [, folder, file, path] = /^(.*\/)?([^./]*)\.([^/]*)$/.exec(name) ?? []
  if (file === undefined || path === undefined || name.includes('..')) {
    throw fault('MalformedHandlerName', `"${name}" is no name of a handler: wants file.export`)
  }
  const module = await loadModule(resolve(taskRoot, folder ?? '', file))
  const handler = path.split('.').reduce(memberOf, module)
  if (typeof handler === 'function') return handler as Handler
  throw fault('HandlerNotFound', `${name} is no function, or not exported`)
}

type Manner = 'import' | 'require'

/** The first that exists is taken. Without an extension, and as `.js` outside a package of ES modules, it is CommonJS. */
async function loadModule(path: string): Promise<unknown> {
  const usual: Manner = isModulePackage(dirname(path)) ? 'import' : 'require'
  const candidates: readonly (readonly [string, Manner])[] = [
    ['', 'require'],
    ['.js', usual],
    ['.mjs', 'import'],
    ['.cjs', 'require'],
    ['.ts', usual],
    ['.mts', 'import'],
    ['.cts', 'require'],
  ]
  for (const [extension, manner] of candidates) {
    const candidate = path + extension
    if (!existsSync(candidate)) continue
    if (manner === 'import') return await import(pathToFileURL(candidate).href)
    return createRequire(candidate)(candidate)
  }
  throw fault('ImportModuleError', `Cannot find module "${path}", with whatever extension`)
}

/** By the nearest package.json above, as far as a folder of packages. */
function isModulePackage(folder: string): boolean {
  if (folder.endsWith('/node_modules')) return false
  const file = join(folder, 'package.json')
  if (existsSync(file)) return memberOf(JSON.parse(readFileSync(file, 'utf8')), 'type') === 'module'
  const above = dirname(folder)
  return above !== folder && isModulePackage(above)
}

function memberOf(value: unknown, name: string): unknown {
  if (value === null || value === undefined) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}

function fault(kind: string, message: string): Error {
  return Object.assign(new Error(message), { name: `Runtime.${kind}` })
}
