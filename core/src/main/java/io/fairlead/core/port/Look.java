package io.fairlead.core.port;

/** An answer to "how is this container". */
public sealed interface Look {
    record Found(ContainerView view) implements Look {}

    record Absent() implements Look {}

    record Failed(String cause) implements Look {}
}
