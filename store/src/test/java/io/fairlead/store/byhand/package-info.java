/** Programs that measure; run by hand, not by the build. */
package io.fairlead.store.byhand;
