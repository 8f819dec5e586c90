package io.fairlead.wire.json;

/**
 * A JSON value that travels as it is.
 *
 * @param text well-formed JSON
 */
public record JsonText(String text) {
    @Override
    public String toString() {
        return text;
    }
}
