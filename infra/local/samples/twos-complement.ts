/** An integer in the fewest bytes that hold it and its sign, big-endian: the unscaled value of a decimal. */
export function twosComplement(unscaled: bigint): Buffer {
  let bytes = 1
  while (BigInt.asIntN(bytes * 8, unscaled) !== unscaled) bytes += 1
  const hex = BigInt.asUintN(bytes * 8, unscaled).toString(16)
  return Buffer.from(hex.padStart(bytes * 2, '0'), 'hex')
}
