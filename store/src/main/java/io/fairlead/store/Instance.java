package io.fairlead.store;

/**
 * Whose containers are whose, and which run of the server this is.
 *
 * @param id the same for ever: {@value #ID_LENGTH} characters of 0–9 and a–z; part of every container's name
 * @param epoch counts the starts of the server; greater than that of any run before, also after an old database was restored
 */
public record Instance(String id, long epoch) {
    public static final int ID_LENGTH = 8;

    public Instance {
        if (!isId(id) || epoch < 0) {
            throw new IllegalArgumentException("not an instance: " + id + " " + epoch);
        }
    }

    static boolean isId(String text) {
        return text.length() == ID_LENGTH
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
    }
}
