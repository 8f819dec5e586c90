/** Image registries: what a reference means there, without fetching it. */
@NullMarked
package io.fairlead.engines.registry;

import org.jspecify.annotations.NullMarked;
