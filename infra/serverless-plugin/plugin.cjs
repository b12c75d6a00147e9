'use strict'

const { spawn } = require('node:child_process')
const { join } = require('node:path')
const { parameterFaults } = require('./parameters.cjs')

/**
 * Builds before packaging, and names every missing or wrong parameter at once.
 *
 * CommonJS, because osls loads plugins with `require`, and on whatever Node it was started with.
 */
module.exports = class SinkPlugin {
  constructor(serverless, _options, { log }) {
    this.serverless = serverless
    this.log = log
    this.hooks = {
      initialize: () => {
        this.refuseFaults()
        this.warnOfExamples()
      },
      'before:package:createDeploymentArtifacts': () => this.build(),
      'before:deploy:function:packageFunction': () => this.build(),
    }
  }

  /** Ahead of osls's own check of the configuration, which would name `functions.sink.timeout`, not the parameter. */
  asyncInit() {
    this.refuseFaults()
  }

  refuseFaults() {
    if (!this.isCommand('package') && !this.isCommand('deploy')) return
    const { faults, unset } = parameterFaults(this.parameters())
    const missing = this.isCommand('deploy') ? unset.map(notSet) : []
    const all = [...missing, ...faults]
    if (all.length === 0) return
    const { Error: ServerlessError } = this.serverless.classes
    throw new ServerlessError(
      `Parameters:\n${all.map((fault) => `- ${fault}`).join('\n')}\nserverless.yml describes them.`,
      'SINK_PARAMETERS',
    )
  }

  warnOfExamples() {
    if (!this.isCommand('package')) return
    const { unset } = parameterFaults(this.parameters())
    if (unset.length === 0) return
    this.log.warning(
      `The template holds examples that nobody can deploy:\n${unset.map((name) => `- ${notSet(name)}`).join('\n')}`,
    )
  }

  isCommand(name) {
    return this.serverless.processedInput.commands[0] === name
  }

  /** By the precedence that `${param:…}` has: command line, stage, default. */
  parameters() {
    const { configurationInput, processedInput, service } = this.serverless
    const declared = configurationInput.params ?? {}
    const given = (processedInput.options.param ?? []).map((text) => {
      const at = text.indexOf('=')
      return [text.slice(0, at), text.slice(at + 1).trimEnd()]
    })
    return {
      ...declared.default,
      ...declared[service.provider.stage],
      ...Object.fromEntries(given),
    }
  }

  build() {
    const { serviceDir, classes } = this.serverless
    const build = join(serviceDir, 'infra', 'local', 'run.js')
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [build, 'build'], {
        cwd: serviceDir,
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      child.once('error', reject)
      child.once('exit', (code, signal) => {
        if (code === 0) resolve()
        else reject(new classes.Error(`npm run build failed (${signal ?? code})`, 'SINK_BUILD'))
      })
    })
  }
}

function notSet(name) {
  return `${name} is not set: give --param="${name}=…", or name it under params in serverless.yml`
}
