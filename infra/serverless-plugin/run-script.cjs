'use strict'

const { spawn } = require('node:child_process')
const { join } = require('node:path')

const projectFolder = join(__dirname, '..', '..')

/** Runs a script of `infra/` on Node 24 with JSON on its standard input, and gives the JSON that it writes. */
module.exports = async function runScript(name, given) {
  const { findNode } = await import('../local/commands/find-node.js')
  return await new Promise((resolve, reject) => {
    const child = spawn(findNode(projectFolder), [join(projectFolder, 'infra', name)], {
      cwd: projectFolder,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const said = []
    child.stdout.on('data', (chunk) => said.push(chunk))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(said).toString('utf8')))
      else
        reject(new Error(`infra/${name} ended with ${signal ?? code}; what it said stands above`))
    })
    // Where it ends before it has read everything, its end tells.
    child.stdin.once('error', () => {})
    child.stdin.end(JSON.stringify(given))
  })
}
