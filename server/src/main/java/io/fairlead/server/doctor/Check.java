package io.fairlead.server.doctor;

/**
 * One thing that was looked at.
 *
 * @param id stable, for programs: words with hyphens
 * @param severity {@code bad} keeps jobs from running or from running safely
 * @param found what is there
 * @param needed what should be; empty where what was found says it
 * @param fix what to do; empty only where nothing is wrong
 */
public record Check(String id, Severity severity, String found, String needed, String fix) {
    /** How much it matters; by name in what programs read. */
    public enum Severity {
        OK,
        WARN,
        BAD
    }

    static Check ok(String id, String found) {
        return new Check(id, Severity.OK, found, "", "");
    }

    static Check warn(String id, String found, String needed, String fix) {
        return new Check(id, Severity.WARN, found, needed, fix);
    }

    static Check bad(String id, String found, String needed, String fix) {
        return new Check(id, Severity.BAD, found, needed, fix);
    }
}
