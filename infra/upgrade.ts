/**
 * What the plugin asks before CloudFormation changes a stack: reads `{"deployed", "wanted"}`, two templates, from standard input and
 * writes what stands against it as JSON.
 */
import { text } from 'node:stream/consumers'
import { judgeUpgrade } from './deployment/upgrade/upgrade-faults.ts'

const { deployed, wanted } = JSON.parse(await text(process.stdin))
process.stdout.write(JSON.stringify(judgeUpgrade(deployed, wanted)))
