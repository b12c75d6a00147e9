import { execFile } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Template } from '../unit/infra/cloudformation/template.ts'

const project = join(import.meta.dirname, '..', '..')
const osls = join(project, 'node_modules', 'osls', 'bin', 'serverless.js')

interface Said {
  readonly code: number
  readonly text: string
}

/** The project as a folder of its own, whose functions are built already, for other parameters than those of serverless.yml. */
export async function copyProject(folder: string): Promise<void> {
  await mkdir(join(folder, 'infra', 'local'), { recursive: true })
  for (const path of ['dist', 'package.json', 'node_modules', 'infra/serverless-plugin']) {
    await symlink(join(project, path), join(folder, path))
  }
  await writeFile(join(folder, 'infra', 'local', 'run.js'), '')
}

/**
 * Puts blocks of parameters into the copy's serverless.yml.
 * @param stages stage → the lines of its block, as they stand below the stage's name
 */
export async function writeStages(
  folder: string,
  stages: ReadonlyMap<string, string>,
): Promise<void> {
  const text = await readFile(join(project, 'serverless.yml'), 'utf8')
  const blocks = [...stages].map(([stage, lines]) => `  ${stage}:\n${lines}\n`)
  await writeFile(
    join(folder, 'serverless.yml'),
    text.replace('\nparams:\n', () => `\nparams:\n${blocks.join('')}`),
  )
}

/** Runs osls as the command line would; the environment holds nothing of AWS but what is given. */
export async function serverless(
  folder: string,
  given: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const options = {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
  }
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [osls, ...given],
      options,
    )
    return { code: 0, text: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, text: stdout + stderr }
  }
}

/**
 * Packages without credentials.
 * @param output where the template goes
 */
export async function packageStage(
  folder: string,
  output: string,
  stage: string,
  given: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly text: string; readonly template: Template }> {
  const { code, text } = await serverless(
    folder,
    ['package', '--stage', stage, '--package', output, ...given],
    environment,
  )
  if (code !== 0) throw new Error(text)
  const template = await readFile(join(output, 'cloudformation-template-update-stack.json'), 'utf8')
  return { text, template: JSON.parse(template) }
}
