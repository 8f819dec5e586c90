/**
 * What the HTTP API answers with, as plain records: the same types on both sides of the network. Fields are only ever
 * added; a client ignores those it does not know.
 */
@NullMarked
package io.fairlead.wire.api;

import org.jspecify.annotations.NullMarked;
