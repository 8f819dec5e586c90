package io.fairlead.wire.document;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about documents as such, before anyone asks what they mean. */
final class DocumentProblems {
    static final ProblemCode EMPTY = new ProblemCode(
            "E-DOCUMENT-EMPTY",
            "the document is empty",
            "write an object, or send the file that was meant",
            "Nothing was given, or only blanks.");
    static final ProblemCode TOO_LARGE = new ProblemCode(
            "E-DOCUMENT-TOO-LARGE",
            "the document has {size} bytes, at most {max} are read",
            "keep data and long scripts in files on a volume",
            "The bound keeps one document from taking the server's memory.");
    static final ProblemCode NOT_UTF8 = new ProblemCode(
            "E-DOCUMENT-NOT-UTF8",
            "{what} (byte offset {offset}); documents are UTF-8",
            "save the file as UTF-8",
            "Every document is read as UTF-8, so that it means the same on every machine.");
    static final ProblemCode SYNTAX = new ProblemCode(
            "E-DOCUMENT-SYNTAX",
            "{format} can not be read here: {what}",
            "{fix}",
            "The text does not follow the grammar of JSON (RFC 8259) or of YAML.");
    static final ProblemCode YAML_FEATURE = new ProblemCode(
            "E-YAML-FEATURE",
            "{what} is not read in YAML here",
            "write the value out, or put it in quotes if the sign belongs to a text",
            "YAML is read with the types of JSON only. Anchors, aliases, tags and merge keys make a text mean something"
                    + " other than it shows.");
    static final ProblemCode TOO_DEEP = new ProblemCode(
            "E-DOCUMENT-TOO-DEEP",
            "objects and lists are nested deeper than {max}",
            "remove the nesting; no key needs more than a few levels",
            "The bound keeps one document from taking the server's memory.");
    static final ProblemCode TOO_MANY_VALUES = new ProblemCode(
            "E-DOCUMENT-TOO-MANY-VALUES",
            "the document has more than {max} values",
            "keep data in files on a volume",
            "The bound keeps one document from taking the server's memory.");
    static final ProblemCode NUMBER_LONG = new ProblemCode(
            "E-NUMBER-LONG",
            "a number has more than {max} characters",
            "write it with fewer digits",
            "No quantity needs so many digits.");
    static final ProblemCode TEXT_AFTER_END = new ProblemCode(
            "E-DOCUMENT-TEXT-AFTER-END",
            "there is more text after the end of the document",
            "remove it; a file holds one document",
            "What follows the first document would be ignored, and its author would not know.");
    static final ProblemCode KEY_TWICE = new ProblemCode(
            "E-KEY-TWICE",
            "key \"{key}\" is given twice, on line {first} and on line {second}",
            "keep one of the two",
            "Most readers silently take the last of two equal keys.");
    static final ProblemCode TEXT_NUL = new ProblemCode(
            "E-TEXT-NUL",
            "the character NUL (\\u0000) is not allowed in a text",
            "remove it",
            "Programs and the kernel end a text at this character, so the rest would silently be lost.");
    static final ProblemCode TEXT_SURROGATE = new ProblemCode(
            "E-TEXT-SURROGATE",
            "\\u{code} is half of a character and stands alone",
            "write both halves, or the character itself",
            "Half a character can not be written as UTF-8.");
    static final ProblemCode MORE = new ProblemCode(
            "E-MORE-PROBLEMS",
            "{left} more problems are not shown",
            "put the first {shown} right and check again",
            "The list is cut where nobody would read on.");
    static final ProblemCode KEY_UNKNOWN = new ProblemCode(
            "E-KEY-UNKNOWN",
            "there is no key \"{key}\" here{nearest}",
            "{fix}",
            "A key that nobody reads is a mistake nobody sees, so it is refused.");
    static final ProblemCode KEY_MISSING =
            new ProblemCode("E-KEY-MISSING", "{key} is missing", "add {key}: {hint}", "The key has no default.");
    static final ProblemCode VALUE_TYPE = new ProblemCode(
            "E-VALUE-TYPE",
            "{key} must be {expected}, not {kind}",
            "write {hint}",
            "The value has another type than the key takes.");
    static final ProblemCode NUMBER_RANGE = new ProblemCode(
            "E-NUMBER-RANGE",
            "{key} must be {range}",
            "write a number that is {range}",
            "The number can not be what was meant, or no machine could serve it.");
    static final ProblemCode NUMBER_WHOLE = new ProblemCode(
            "E-NUMBER-WHOLE",
            "{key} must be a whole number",
            "write {hint}",
            "There is no part of what is counted here.");
    static final ProblemCode NUMBER_UNIT = new ProblemCode(
            "E-NUMBER-UNIT",
            "{key} must be a plain number{unit}",
            "write {hint}",
            "The unit is fixed by the key, so that no two readers can differ about it.");
    static final ProblemCode TEXT_LENGTH = new ProblemCode(
            "E-TEXT-LENGTH",
            "{key} must have {range} characters and has {length}",
            "use {range} characters",
            "Texts are bounded so that they can be stored, shown and passed on.");
    static final ProblemCode TEXT_BLANK = new ProblemCode(
            "E-TEXT-BLANK", "{key} is empty", "write {hint}", "A value of nothing but blanks names nothing.");
    static final ProblemCode TEXT_CHARACTER = new ProblemCode(
            "E-TEXT-CHARACTER",
            "{key} must not contain {character}",
            "remove the character",
            "Control and invisible characters make a name look like another one, or break the terminal that shows it.");
    static final ProblemCode WORD_UNKNOWN = new ProblemCode(
            "E-WORD-UNKNOWN",
            "{key} must be one of {words}{nearest}",
            "write one of {words}",
            "Only these words mean something here.");
    static final ProblemCode LIST_LONG = new ProblemCode(
            "E-LIST-LONG",
            "{key} has {count} entries, at most {max} are read",
            "use fewer entries",
            "Lists are bounded like everything else.");
    static final ProblemCode NUMBER_AS_TEXT = new ProblemCode(
            "N-NUMBER-AS-TEXT",
            "{key} is written as a text and read as the number {number}",
            "",
            "Numbers in quotes are accepted, since many files are made by shell scripts.");

    private DocumentProblems() {}
}
