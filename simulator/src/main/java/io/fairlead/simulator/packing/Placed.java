package io.fairlead.simulator.packing;

import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Shape;
import java.util.Optional;

/**
 * What became of one task.
 *
 * @param place the machine by its place in the order of names, and its devices; empty where the task was dropped
 */
public record Placed(Shape task, Optional<Fleet.Place> place) {}
