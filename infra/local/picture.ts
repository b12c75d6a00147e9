/** `npm run picture`: draws docs/dashboard.svg from the dashboard as it is deployed. */
import { writeFileSync } from 'node:fs'
import { drawDashboard } from './commands/picture/draw-dashboard.ts'

const target = new URL('../../docs/dashboard.svg', import.meta.url)
writeFileSync(target, drawDashboard())
console.error('docs/dashboard.svg is drawn.')
