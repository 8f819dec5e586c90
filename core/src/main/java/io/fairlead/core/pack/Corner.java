package io.fairlead.core.pack;

/**
 * A part of a machine that is kept for some tasks from one moment to another.
 *
 * @param bit its number in the fleet as a single bit
 * @param devices of the machine, as bits
 * @param cores thousandths of a CPU
 * @param memory bytes
 * @param from of the clock that whoever asks goes by
 * @param until not kept any more
 */
public record Corner(long bit, long devices, long cores, long memory, long from, long until) {}
