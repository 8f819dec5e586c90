/** Looks whether the machine is fit: engine, disks, who can go around the server; each finding with its fix. */
@NullMarked
package io.fairlead.server.doctor;

import org.jspecify.annotations.NullMarked;
