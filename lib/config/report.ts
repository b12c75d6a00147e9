/** Takes one fault of the configuration: a sentence that names the option and the mend and holds no value. */
export type Report = (fault: string) => void
