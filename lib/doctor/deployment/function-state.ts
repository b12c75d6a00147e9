import { type Judgement, type Remark, withoutFunction } from './judgement.ts'

/** Of Node.js, that the bundle is made for. */
const MAJOR = 24

/** Whether the sink's function can be invoked, and runs what it was built for. */
export const functionState: Judgement = {
  name: 'Sink function',
  did: 'Read state, runtime, handler and layers of the sink’s function.',
  lacks: withoutFunction,
  look: ({ sinkFunction }) => {
    if (sinkFunction === null) return []
    const { state, stateReason, lastUpdateStatus, lastUpdateReason, runtime, handler } =
      sinkFunction
    const remarks: Remark[] = []
    const say = (outcome: Remark['outcome'], found: string, mend: string) =>
      remarks.push({ outcome, topic: null, found, mend })
    if (state === 'Failed' || lastUpdateStatus === 'Failed') {
      const reason = state === 'Failed' ? stateReason : lastUpdateReason
      say(
        'failed',
        `Lambda could not ${state === 'Failed' ? 'make' : 'update'} it${reason === null ? '' : `: ${reason.replace(/\.$/, '')}`}.`,
        'Mend what it names (a role, a subnet, a key), and deploy again.',
      )
    } else if (state === 'Pending' || lastUpdateStatus === 'InProgress') {
      say('warned', 'It is being changed.', 'That may take some minutes: ask again then.')
    }
    const major = Number(/^nodejs(\d+)\.x$/.exec(runtime ?? '')?.[1])
    if (runtime !== null && !(major >= MAJOR)) {
      say(
        'failed',
        `Its runtime is ${runtime}, and it is built for nodejs${MAJOR}.x.`,
        `Deploy it with the runtime nodejs${MAJOR}.x.`,
      )
    } else if (major > MAJOR) {
      say(
        'warned',
        `Its runtime is ${runtime}, and it is tested on nodejs${MAJOR}.x.`,
        `Deploy it with the runtime nodejs${MAJOR}.x.`,
      )
    }
    if (handler !== null && !/(?:^|\/)sink\.handler$/.test(handler)) {
      say(
        'warned',
        `Its handler is ${handler}, not the sink’s (sink.handler).`,
        'Ask about the function of the sink, or let it begin at sink.handler.',
      )
    }
    return remarks
  },
  fine: ({ sinkFunction }) => {
    const layers = sinkFunction?.layers ?? []
    const beside = layers.length === 0 ? 'without layers' : `with the layers ${layers.join(', ')}`
    return `${sinkFunction?.name} is ready on ${sinkFunction?.runtime}, ${beside}.`
  },
}
