'use strict'

const { spawn } = require('node:child_process')
const { join } = require('node:path')
const { GetTemplateCommand } = require('@aws-sdk/client-cloudformation')
const runScript = require('./run-script.cjs')

/**
 * Names every missing or wrong parameter at once, and builds before packaging.
 *
 * CommonJS, because osls loads plugins with `require`, and on whatever Node it was started with.
 */
module.exports = class SinkPlugin {
  constructor(serverless, _options, { log }) {
    this.serverless = serverless
    this.log = log
    this.hooks = {
      initialize: () => {
        this.sayGuessedRegion()
        this.refuseFaults()
        this.warn()
      },
      'before:package:createDeploymentArtifacts': () => this.build(),
      'before:deploy:function:packageFunction': () => this.build(),
      'before:aws:deploy:deploy:createStack': () =>
        this.guardUpgrade(this.serverless.service.provider.compiledCloudFormationTemplate),
      // It changes a function's variables, too, and nothing else.
      'before:deploy:function:deploy': () => this.guardUpgrade(this.variablesAlone()),
    }
  }

  refuseFaults() {
    const { faults, unset } = this.deployment()
    const missing = unset.filter(
      (name) => this.deploys() || (name === 'sink-name' && this.asksStack()),
    )
    const all = [
      ...missing.map(notSet),
      ...(this.isCommand('package') || this.deploys() ? faults : []),
    ]
    if (all.length === 0) return
    const { Error: ServerlessError } = this.serverless.classes
    throw new ServerlessError(
      `Parameters:\n${all.map((fault) => `- ${fault}`).join('\n')}\ndocs/deployment.md describes them.`,
      'PARAMETERS_INVALID',
    )
  }

  warn() {
    if (!this.isCommand('package') && !this.deploys()) return
    const { unset, warnings } = this.deployment()
    if (unset.length > 0) {
      this.log.warning(
        `The template holds examples that nobody can deploy:\n${unset.map((name) => `- ${notSet(name)}`).join('\n')}`,
      )
    }
    for (const warning of warnings) this.log.warning(warning)
  }

  /** Where the deployment is looked for and nothing says where it is. */
  sayGuessedRegion() {
    const { region } = this.serverless.service.provider
    if (!this.asksStack() || this.deploys() || this.deployment().region === region) return
    this.log.warning(
      `The region is taken to be ${region}: no --region, AWS_REGION, msk-cluster-arn or singlestore-secret-arn names it.`,
    )
  }

  /** Refuses what would lose records, or what CloudFormation would fail at half-way, before anything is changed. */
  async guardUpgrade(wanted) {
    const deployed = await this.deployedTemplate()
    if (deployed === null) return
    const { faults, warnings } = await runScript('upgrade.ts', { deployed, wanted })
    for (const warning of warnings) this.log.warning(warning)
    if (faults.length === 0) return
    const { Error: ServerlessError } = this.serverless.classes
    throw new ServerlessError(
      `Against what is deployed:\n${faults.map((fault) => `- ${fault}`).join('\n')}\ndocs/operations.md says why, under Upgrades.`,
      'UPGRADE_REFUSED',
    )
  }

  variablesAlone() {
    const { environment } = this.deployment().settings
    return {
      Resources: {
        SinkLambdaFunction: { Properties: { Environment: { Variables: environment } } },
      },
    }
  }

  /** Null where there is none, or it cannot be read, which is said. */
  async deployedTemplate() {
    const { stackName } = this.deployment().settings
    try {
      const client = await this.serverless.getProvider('aws').getCloudFormationClient()
      const { TemplateBody: body } = await client.send(
        new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }),
      )
      return JSON.parse(body)
    } catch (error) {
      if (!/does not exist/.test(error.message)) {
        this.log.warning(
          `Nothing was compared with what is deployed: the template of ${stackName} cannot be read (${error.message}).`,
        )
      }
      return null
    }
  }

  /** Whether the command looks for what is deployed, which sink-name and stage name. */
  asksStack() {
    return ['info', 'invoke', 'logs', 'metrics', 'remove', 'rollback', 'deploy'].some((name) =>
      this.isCommand(name),
    )
  }

  /** `deploy list` only looks. */
  deploys() {
    return this.isCommand('deploy') && this.serverless.processedInput.commands[1] !== 'list'
  }

  isCommand(name) {
    return this.serverless.processedInput.commands[0] === name
  }

  deployment() {
    return this.serverless.configurationInput.custom.deployment
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
        else reject(new classes.Error(`npm run build failed (${signal ?? code})`, 'BUILD_FAILED'))
      })
    })
  }
}

function notSet(name) {
  return `${name} is not set: give --param="${name}=…", or name it under params in serverless.yml`
}
